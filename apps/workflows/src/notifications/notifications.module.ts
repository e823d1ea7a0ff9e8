import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { DueRemindersQueries } from './due-reminders.queries.ts';
import { MembersRepository } from './members.repository.ts';
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
    DueRemindersQueries, MembersRepository, NotificationTemplateRepository, NotificationsQueries, NotificationsRepository, ReadNotificationsHandler, RemindOfDeadlines,
  ],
})
export class NotificationsModule {}
