import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId, record } from '@kairos/event-bus';
import { NotificationMailDue, type NotificationText } from '@kairos/contracts';

// What becomes of a mail is identity's to do and to tell: no version, no audit record.
const NotificationMailSchema = defineEntity({
  name: 'NotificationMail',
  tableName: 'notification_mail',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    userId: p.uuid(),
    notificationCount: p.integer(),
    status: p.enum(['requested', 'delivered', 'failed']),
    attempts: p.integer(),
    failure: p.string().nullable(),
    requestedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

export type MailText = { subject: NotificationText; paragraphs: NotificationText[] };
type Requested = { tenantId: string; userId: string; notificationCount: number; requestedAt: Date; /** In whose stead some of it is told. */ insteadOf: string[] };

/** One mail to one person about what they were notified of. */
export class NotificationMail extends NotificationMailSchema.class {
  static request({ insteadOf, ...requested }: Requested, text: MailText): NotificationMail {
    const mail = Object.assign(new NotificationMail(), { ...requested, id: newId(), status: 'requested', attempts: 0, failure: null, finishedAt: null } satisfies RequiredEntityData<NotificationMail>);
    const { userId, notificationCount, requestedAt } = requested;
    record(mail, NotificationMailDue, { ...text, mailId: mail.id, userId, notificationCount, requestedAt: requestedAt.toISOString(), ...(insteadOf.length > 0 ? { insteadOf } : {}) } as never);
    return mail;
  }

  /** @param failure why it was given up; null when it was delivered */
  finish({ attempts, finishedAt, failure }: { attempts: number; finishedAt: Date; failure: string | null }): void {
    Object.assign(this, { status: failure === null ? 'delivered' : 'failed', attempts, finishedAt, failure });
  }
}
NotificationMailSchema.setClass(NotificationMail);
