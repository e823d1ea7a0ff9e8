import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId, record } from '@kairos/event-bus';
import {
  NotificationRaised, NotificationRead, notificationPriorities, notificationSubjectKinds, notificationTypes,
  type NotificationPriority, type NotificationState, type NotificationSubject, type NotificationTemplate, type NotificationText, type NotificationType,
} from '@kairos/contracts';
import type { ParameterValues } from '../notification-texts/render-notification.calc.ts';

// Whether somebody has read what they were told is no business of the audit trail: no version, no record.
const NotificationSchema = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    userId: p.uuid(),
    type: p.enum(notificationTypes),
    priority: p.enum(notificationPriorities),
    template: p.string(),
    templateVersion: p.integer(),
    title: p.json<NotificationText>(),
    body: p.json<NotificationText>(),
    plantId: p.uuid().nullable(),
    subjectKind: p.enum(notificationSubjectKinds).nullable(),
    subjectId: p.uuid().nullable(),
    link: p.string().nullable(),
    /** The day on which what it is about falls due, as it was told. */
    dueOn: p.date().nullable(),
    /** What its words were made of: they are others on another day. */
    parameters: p.json<ParameterValues>().nullable(),
    /** What it stands for, where that is many. */
    coveredKind: p.enum(notificationSubjectKinds).nullable(),
    coveredPlantIds: p.array().nullable(),
    coveredSubjectIds: p.array().nullable(),
    /** Who is away and was told the same. */
    insteadOf: p.uuid().nullable(),
    reason: p.string(),
    raisedAt: p.datetime(),
    readAt: p.datetime().nullable(),
    /** Null for what is not mailed. */
    mailDueAt: p.datetime().nullable(),
    /** The mail it stood in. */
    mailId: p.uuid().nullable(),
  },
});

/** Records of one kind that one notification stands for, and their plants. */
export type Covered = { kind: NotificationSubject['kind']; plantIds: string[]; subjectIds: string[] };

export type NewNotification = {
  tenantId: string;
  userId: string;
  template: NotificationTemplate;
  type: NotificationType;
  priority: NotificationPriority;
  title: NotificationText;
  body: NotificationText;
  plantId: string | null;
  subject: NotificationSubject | null;
  link: string | null;
  dueOn: string | null;
  parameters: ParameterValues;
  covers: Covered | null;
  insteadOf: string | null;
  /** Why: nobody is notified twice for one reason. */
  reason: string;
  raisedAt: Date;
  mailDueAt: Date | null;
};

/** What one person is told once. */
export class Notification extends NotificationSchema.class {
  static raise({ template, subject, covers, ...told }: NewNotification): Notification {
    const notification = Object.assign(new Notification(), {
      ...told, id: newId(), template: template.code, templateVersion: template.version,
      subjectKind: subject?.kind ?? null, subjectId: subject?.id ?? null, readAt: null, mailId: null,
      coveredKind: covers?.kind ?? null, coveredPlantIds: covers?.plantIds ?? null, coveredSubjectIds: covers?.subjectIds ?? null,
    } satisfies RequiredEntityData<Notification>);
    record(notification, NotificationRaised, stateOf(notification));
    return notification;
  }

  /** @param allEarlier that everything which came before it is read with it */
  read(readAt: Date, { allEarlier }: { allEarlier: boolean }): void {
    this.readAt = readAt;
    record(this, NotificationRead, { userId: this.userId, notificationId: this.id, allEarlier, readAt: readAt.toISOString() } as never);
  }
}
NotificationSchema.setClass(Notification);

/** What is published of a notification. */
export function stateOf({ id, userId, type, priority, template, templateVersion, title, body, plantId, subjectKind, subjectId, link, insteadOf, raisedAt }: Notification): NotificationState {
  const subject = subjectKind && subjectId ? { kind: subjectKind, id: subjectId } : null;
  return { notificationId: id, userId, type, priority, template, templateVersion, title, body, plantId: plantId ?? null, subject, link: link ?? null, ...(insteadOf ? { insteadOf } : {}), raisedAt: raisedAt.toISOString() } as NotificationState;
}
