import { Module, type DynamicModule } from '@nestjs/common';
import { gigabyte, ServiceKitModule } from '@kairos/service-kit';
import { Absence } from './absences/absence.entity.ts';
import { AbsencesModule } from './absences/absences.module.ts';
import { Clock, systemClock } from './clock.port.ts';
import { CalendarFeed } from './calendar-feeds/calendar-feed.entity.ts';
import { CalendarFeedsModule } from './calendar-feeds/calendar-feeds.module.ts';
import { ComplianceEntry } from './compliance/compliance-entry.entity.ts';
import { ComplianceModule } from './compliance/compliance.module.ts';
import { WORKFLOWS_CONFIG, type WorkflowsConfig } from './config.ts';
import { DashboardModule } from './dashboard/dashboard.module.ts';
import { Deadline } from './deadlines/deadline.entity.ts';
import { DeadlinesModule } from './deadlines/deadlines.module.ts';
import { DisposalList } from './document-disposals/disposal-list.entity.ts';
import { DocumentDisposalsModule } from './document-disposals/document-disposals.module.ts';
import { DocumentIntegrityModule } from './document-integrity/document-integrity.module.ts';
import { DocumentTemplatesModule } from './document-templates/document-templates.module.ts';
import { Document } from './documents/document.entity.ts';
import { DocumentUploadsModule } from './document-uploads/document-uploads.module.ts';
import { UploadSession } from './document-uploads/upload-session.entity.ts';
import { DocumentTextModule } from './document-text/document-text.module.ts';
import { DocumentsModule } from './documents/documents.module.ts';
import { LegalHold } from './legal-holds/legal-hold.entity.ts';
import { Notification } from './notifications/notification.entity.ts';
import { NotificationMail } from './notification-mail/notification-mail.entity.ts';
import { NotificationPreference } from './notification-preferences/notification-preference.entity.ts';
import { NotificationRetentionModule } from './notification-retention/notification-retention.module.ts';
import { NotificationTestsModule } from './notification-tests/notification-tests.module.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';
import { RetentionSchedule } from './retention/retention-schedule.entity.ts';
import { SubmissionPack } from './submission-packs/submission-pack.entity.ts';
import { SubmissionPacksModule } from './submission-packs/submission-packs.module.ts';
import { TaskBatchesModule } from './task-batches/task-batches.module.ts';
import { TaskListsModule } from './task-lists/task-lists.module.ts';
import { TaskComment } from './task-work/task-comment.entity.ts';
import { TaskWorkModule } from './task-work/task-work.module.ts';
import { Team } from './teams/team.entity.ts';
import { TeamsModule } from './teams/teams.module.ts';
import { WorkflowTask } from './tasks/task.entity.ts';
import { WorkflowCompositionModule } from './workflow-composition/workflow-composition.module.ts';
import { WorkflowMigrationsModule } from './workflow-migrations/workflow-migrations.module.ts';
import { Workflow } from './workflows/workflow.entity.ts';
import { WorkflowChange } from './workflows/workflow-change.entity.ts';
import { WorkflowsModule } from './workflows/workflows.module.ts';
import { TemplatesModule } from './templates/templates.module.ts';

@Module({})
export class AppModule {
  static forConfig(config: WorkflowsConfig, clock: Clock = systemClock): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        ServiceKitModule.forService({ service: 'workflows', config, entities: [Absence, CalendarFeed, ComplianceEntry, Deadline, DisposalList, Document, LegalHold, RetentionSchedule, SubmissionPack, Notification, NotificationMail, NotificationPreference, Team, Workflow, WorkflowTask, WorkflowChange, TaskComment, UploadSession], usage: [{ of: 'documents', limit: 'storageGb', unit: gigabyte, sql: 'select coalesce(sum(byte_size), 0) from document_content' }] }),
        AbsencesModule,
        CalendarFeedsModule,
        ComplianceModule,
        DeadlinesModule,
        DocumentsModule,
        DocumentTextModule,
        DocumentUploadsModule,
        DocumentDisposalsModule,
        DocumentIntegrityModule,
        SubmissionPacksModule,
        DocumentTemplatesModule,
        NotificationsModule,
        NotificationRetentionModule,
        NotificationTestsModule,
        TemplatesModule,
        WorkflowsModule,
        TaskWorkModule,
        TaskListsModule,
        TaskBatchesModule,
        WorkflowCompositionModule,
        WorkflowMigrationsModule,
        TeamsModule,
        DashboardModule,
      ],
      providers: [{ provide: Clock, useValue: clock }, { provide: WORKFLOWS_CONFIG, useValue: config }],
      exports: [Clock, WORKFLOWS_CONFIG],
    };
  }
}
