import { Module } from '@nestjs/common';
import { TenantDay } from '../tenant-day.ts';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { ComplianceModule } from '../compliance/compliance.module.ts';
import { AlertOfCompliance } from './alert-of-compliance.job.ts';
import { DueTasksQueries } from './due-tasks.queries.ts';
import { EscalateWhatIsOverdue } from './escalate-what-is-overdue.job.ts';
import { EscalationsQueries } from './escalations.queries.ts';
import { RemindOfTasks } from './remind-of-tasks.job.ts';
import { Announcements } from './announcements.ts';
import { NotifyOfDocuments } from './notify-of-documents.consumer.ts';
import { NotifyWhenMaintenanceIsPlanned } from './notify-when-maintenance-is-planned.consumer.ts';
import { NotifyWhenTasksMove } from './notify-when-tasks-move.consumer.ts';
import { NotifyWhenWorkflowIsCompleted } from './notify-when-workflow-is-completed.consumer.ts';
import { NotifyWhenImportFails, NotifyWhenWebhookStops } from './notify-when-integration-fails.consumer.ts';
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
import { OpenSubjectsQueries } from './open-subjects.queries.ts';
import { ReadNotificationsHandler } from './read-notifications.handler.ts';
import { RemindOfDeadlines } from './remind-of-deadlines.job.ts';
import { StandInsRepository } from './stand-ins.repository.ts';
import { TellOfMore } from './tell-of-more.job.ts';
import { UntoldNotificationsRepository } from './untold-notifications.repository.ts';

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
