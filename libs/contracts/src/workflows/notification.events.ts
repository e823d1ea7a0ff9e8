import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { NotificationId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { NotificationState } from './notification.ts';

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
