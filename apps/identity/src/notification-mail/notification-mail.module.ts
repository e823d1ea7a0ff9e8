import { Global, Module } from '@nestjs/common';
import { MailOutcomes } from '../mail/mail-outcomes.port.ts';
import { UsersModule } from '../users/users.module.ts';
import { NotificationMailRepository } from './notification-mail.repository.ts';
import { QueueMailWhenNotificationIsDue } from './queue-mail-when-notification-is-due.consumer.ts';

/** Global, because whoever sends mail tells what became of it. */
@Global()
@Module({
  imports: [UsersModule],
  providers: [QueueMailWhenNotificationIsDue, { provide: MailOutcomes, useClass: NotificationMailRepository }],
  exports: [MailOutcomes],
})
export class NotificationMailModule {}
