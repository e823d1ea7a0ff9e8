import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { NotificationMailId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';

const Finished = z.object({ mailId: NotificationMailId, userId: UserId, attempts: z.int().nonnegative(), finishedAt: Instant });

export const NotificationMailDelivered = defineEvent({
  type: 'identity.notification-mail.delivered',
  version: 1,
  summary: 'A mail about notifications was taken by the mail server, or put into the folder for mail.',
  data: Finished,
});

export const NotificationMailFailed = defineEvent({
  type: 'identity.notification-mail.failed',
  version: 1,
  summary: 'A mail about notifications was given up: nobody is there to have it, or it could not be sent, three times again either.',
  data: Finished.extend({ failure: z.string().max(100) }),
});
