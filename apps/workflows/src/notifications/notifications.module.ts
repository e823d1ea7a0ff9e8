import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { ChooseNotificationPreferencesHandler } from './choose-notification-preferences.handler.ts';
import { DueRemindersQueries } from './due-reminders.queries.ts';
import { FinishMailWhenIdentityTells } from './finish-mail-when-identity-tells.consumer.ts';
import { MailNotifications } from './mail-notifications.job.ts';
import { MembersRepository } from './members.repository.ts';
import { NotificationPreferencesQueries } from './notification-preferences.queries.ts';
import { NotificationPreferencesRepository } from './notification-preferences.repository.ts';
import { NotificationTemplateRepository } from './notification-template.repository.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsQueries } from './notifications.queries.ts';
import { NotificationsRepository } from './notifications.repository.ts';
import { ReadNotificationsHandler } from './read-notifications.handler.ts';
import { RemindOfDeadlines } from './remind-of-deadlines.job.ts';

@Module({
  imports: [ObligationsModule],
  controllers: [NotificationsController],
  providers: [
    ChooseNotificationPreferencesHandler, DueRemindersQueries, FinishMailWhenIdentityTells, MailNotifications, MembersRepository, NotificationPreferencesQueries, NotificationPreferencesRepository, NotificationTemplateRepository, NotificationsQueries, NotificationsRepository, ReadNotificationsHandler, RemindOfDeadlines,
  ],
})
export class NotificationsModule {}
