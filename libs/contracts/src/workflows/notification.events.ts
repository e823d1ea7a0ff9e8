import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { NotificationId, NotificationMailId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { NotificationState, NotificationText } from './notification.ts';

const permission = 'workflows.notification.read';

export const NotificationRaised = defineEvent({
  type: 'workflows.notification.raised',
  version: 1,
  summary: 'Somebody is notified of something: of a deadline, a task, a document. Only they see it.',
  visibility: { permission, userIdField: 'userId', plantIdField: 'plantId' },
  data: NotificationState,
});

export const NotificationRead = defineEvent({
  type: 'workflows.notification.read',
  version: 1,
  summary: 'Somebody read a notification of theirs or, when `allEarlier`, that one and all that came before it.',
  visibility: { permission, userIdField: 'userId' },
  data: z.object({ userId: UserId, notificationId: NotificationId, allEarlier: z.boolean(), readAt: Instant }),
});

export const NotificationMailDue = defineEvent({
  type: 'workflows.notification.mail-due',
  version: 1,
  summary: 'Somebody is to be mailed what they were notified of. Identity, which alone knows addresses and languages, sends it.',
  data: z.object({
    mailId: NotificationMailId,
    userId: UserId,
    subject: NotificationText,
    paragraphs: z.array(NotificationText).min(1).max(60),
    notificationCount: z.int().positive(),
    /** People who are away and in whose stead some of it is told: where the words say `{user:<id>}`, their names stand in the mail. */
    insteadOf: z.array(UserId).max(1000).optional(),
    requestedAt: Instant,
  }),
});
