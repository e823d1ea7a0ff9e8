import { Module } from '@nestjs/common';
import { TenantDay } from '../tenant-day.ts';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { ComplianceModule } from '../compliance/compliance.module.ts';
import { AlertOfCompliance } from '../reminders/alert-of-compliance.job.ts';
import { DueTasksQueries } from '../reminders/due-tasks.queries.ts';
import { EscalateWhatIsOverdue } from '../reminders/escalate-what-is-overdue.job.ts';
import { EscalationsQueries } from '../reminders/escalations.queries.ts';
import { RemindOfTasks } from '../reminders/remind-of-tasks.job.ts';
import { Announcements } from './announcements.ts';
import { NotifyOfDocuments } from './notify-of-documents.consumer.ts';
import { NotifyWhenMaintenanceIsPlanned } from './notify-when-maintenance-is-planned.consumer.ts';
import { NotifyWhenTasksMove } from './notify-when-tasks-move.consumer.ts';
import { NotifyWhenWorkflowIsCompleted } from './notify-when-workflow-is-completed.consumer.ts';
import { NotifyWhenImportFails, NotifyWhenWebhookStops } from './notify-when-integration-fails.consumer.ts';
import { ChooseNotificationPreferencesHandler } from '../notification-preferences/choose-notification-preferences.handler.ts';
import { DueRemindersQueries } from '../reminders/due-reminders.queries.ts';
import { FinishMailWhenIdentityTells } from '../notification-mail/finish-mail-when-identity-tells.consumer.ts';
import { MailNotifications } from '../notification-mail/mail-notifications.job.ts';
import { MembersRepository } from './members.repository.ts';
import { NotificationPreferencesQueries } from '../notification-preferences/notification-preferences.queries.ts';
import { NotificationPreferencesRepository } from '../notification-preferences/notification-preferences.repository.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsQueries } from './notifications.queries.ts';
import { NotificationsRepository } from './notifications.repository.ts';
import { OpenSubjectsQueries } from '../reminders/open-subjects.queries.ts';
import { ReadNotificationsHandler } from './read-notifications.handler.ts';
import { RemindOfDeadlines } from '../reminders/remind-of-deadlines.job.ts';
import { StandInsRepository } from './stand-ins.repository.ts';
import { TellOfMore } from '../untold-notifications/tell-of-more.job.ts';
import { UntoldNotificationsRepository } from '../untold-notifications/untold-notifications.repository.ts';

@Module({
  imports: [ComplianceModule, ObligationsModule],
  controllers: [NotificationsController],
  providers: [
    AlertOfCompliance, Announcements, DueTasksQueries, EscalateWhatIsOverdue, EscalationsQueries, RemindOfTasks, NotifyOfDocuments, NotifyWhenImportFails, NotifyWhenMaintenanceIsPlanned, NotifyWhenTasksMove, NotifyWhenWebhookStops, NotifyWhenWorkflowIsCompleted, TenantDay,
    ChooseNotificationPreferencesHandler, DueRemindersQueries, FinishMailWhenIdentityTells, MailNotifications, MembersRepository, NotificationPreferencesQueries, NotificationPreferencesRepository, NotificationTemplateRepository, NotificationsQueries, NotificationsRepository, OpenSubjectsQueries, ReadNotificationsHandler, RemindOfDeadlines, StandInsRepository, TellOfMore, UntoldNotificationsRepository,
  ],
  exports: [MembersRepository, NotificationPreferencesRepository, NotificationTemplateRepository, NotificationsQueries, NotificationsRepository],
})
export class NotificationsModule {}
