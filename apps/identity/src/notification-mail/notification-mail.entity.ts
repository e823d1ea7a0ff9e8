import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { record } from '@kairos/event-bus';
import { NotificationMailDelivered, NotificationMailFailed } from '@kairos/contracts';

// What becomes of a mail is no change that the audit trail tells: no version, no record.
const NotificationMailSchema = defineEntity({
  name: 'NotificationMail',
  tableName: 'notification_mail',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    userId: p.uuid(),
    status: p.enum(['queued', 'delivered', 'failed']),
    attempts: p.integer(),
    failure: p.string().nullable(),
    queuedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

/** A mail that workflows asked for, and what became of it. */
export class NotificationMail extends NotificationMailSchema.class {
  static queue(asked: { id: string; tenantId: string; userId: string }): NotificationMail {
    return Object.assign(new NotificationMail(), { ...asked, status: 'queued', attempts: 0, failure: null, queuedAt: new Date(), finishedAt: null } satisfies RequiredEntityData<NotificationMail>);
  }

  delivered(attempts: number): void {
    this.finish(attempts, null);
    record(this, NotificationMailDelivered, this.told() as never);
  }

  /** @param failure a code, never what a mail server said: that can hold what it was sent */
  fail(attempts: number, failure: string): void {
    this.finish(attempts, failure);
    record(this, NotificationMailFailed, { ...this.told(), failure } as never);
  }

  private finish(attempts: number, failure: string | null): void {
    Object.assign(this, { status: failure === null ? 'delivered' : 'failed', attempts, failure, finishedAt: new Date() });
  }

  private told() {
    return { mailId: this.id, userId: this.userId, attempts: this.attempts, finishedAt: this.finishedAt?.toISOString() };
  }
}
NotificationMailSchema.setClass(NotificationMail);
