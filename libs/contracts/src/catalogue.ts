import type { EventDefinition } from './event.ts';
import { AuditRecorded } from './platform/audit.events.ts';
import * as access from './identity/access.events.ts';
import { ApiKeyChanged, ApiKeySnapshot } from './identity/api-key.events.ts';
import { TenantChanged, TenantSnapshot } from './identity/tenant.events.ts';
import * as plant from './assets/plant.events.ts';
import * as component from './assets/component.events.ts';
import { AuthorityRecordChanged, AuthorityRecordSnapshot } from './assets/authority-record.events.ts';
import * as changeSet from './assets/change-set.events.ts';
import { RegistryCardChanged, RegistryCardSnapshot } from './assets/registry-card.events.ts';
import * as maintenance from './assets/maintenance.events.ts';
import { PlantMonthRecorded, PlantMonthSnapshot } from './assets/performance.events.ts';
import { ReadingUploadRecorded } from './assets/reading.events.ts';
import * as deadline from './workflows/deadline.events.ts';
import { NotificationMailDelivered, NotificationMailFailed } from './identity/notification-mail.events.ts';
import { NotificationMailDue, NotificationRaised, NotificationRead } from './workflows/notification.events.ts';
import * as workflow from './workflows/workflow.events.ts';
import * as task from './workflows/workflow-task.events.ts';
import * as document from './workflows/document.events.ts';
import * as legalHold from './workflows/legal-hold.events.ts';
import * as submissionPack from './workflows/submission-pack.events.ts';
import { RecipePublished, RecipeSnapshot } from './intake/recipe.events.ts';
import { RecipeTemplatePublished, RecipeTemplateShared, RecipeTemplateWithdrawn } from './intake/recipe-template.events.ts';
import { SourceFileRemoved, SourceFileSnapshot, SourceFileStored } from './intake/source-file.events.ts';
import { WebhookEndpointStopped } from './intake/webhook-endpoint.events.ts';
import * as importJob from './intake/import-job.events.ts';

/** Every event of the platform, by its CloudEvents type. */
export const catalogue: readonly EventDefinition[] = [
  AuditRecorded,
  access.AccessChanged,
  access.AccessSnapshot,
  access.SessionRevoked,
  ApiKeyChanged,
  ApiKeySnapshot,
  TenantChanged,
  TenantSnapshot,
  plant.PlantRegistered,
  plant.PlantChanged,
  plant.PlantStatusChanged,
  plant.PlantDeleted,
  plant.PlantSnapshot,
  changeSet.ChangeSetProposed,
  changeSet.ChangeSetApplied,
  changeSet.ChangeSetRejected,
  changeSet.ChangeSetWithdrawn,
  RegistryCardChanged,
  RegistryCardSnapshot,
  AuthorityRecordChanged,
  AuthorityRecordSnapshot,
  component.ComponentRegistered,
  component.ComponentChanged,
  component.ComponentMoved,
  component.ComponentRemoved,
  component.ComponentWithdrawn,
  component.ComponentSnapshot,
  maintenance.MaintenanceRecorded,
  maintenance.MaintenanceChanged,
  maintenance.MaintenanceStatusChanged,
  maintenance.MaintenanceSnapshot,
  ReadingUploadRecorded,
  PlantMonthRecorded,
  PlantMonthSnapshot,
  deadline.DeadlineOpened,
  deadline.DeadlineRescheduled,
  deadline.DeadlineCompleted,
  deadline.DeadlineWithdrawn,
  deadline.DeadlineSnapshot,
  NotificationMailDue,
  NotificationMailDelivered,
  NotificationMailFailed,
  NotificationRaised,
  NotificationRead,
  workflow.WorkflowStarted,
  workflow.WorkflowChanged,
  workflow.WorkflowStatusChanged,
  workflow.WorkflowRemoved,
  workflow.WorkflowSnapshot,
  task.TaskOpened,
  task.TaskStatusChanged,
  task.TaskRescheduled,
  task.TaskAssigned,
  task.TaskChanged,
  task.TaskCompleted,
  task.TaskDocumentsComplete,
  task.TaskCommented,
  task.TaskSnapshot,
  document.DocumentStored,
  document.DocumentVersionAdded,
  document.DocumentChanged,
  document.DocumentDeleted,
  document.DocumentDecided,
  document.DocumentExpiring,
  document.DocumentRenewed,
  document.DocumentDisposed,
  document.DocumentDamaged,
  legalHold.LegalHoldPlaced,
  legalHold.LegalHoldExtended,
  legalHold.LegalHoldReleased,
  submissionPack.SubmissionPackMade,
  RecipePublished,
  RecipeSnapshot,
  RecipeTemplatePublished,
  RecipeTemplateWithdrawn,
  RecipeTemplateShared,
  SourceFileStored,
  SourceFileRemoved,
  SourceFileSnapshot,
  importJob.ImportJobQueued,
  importJob.ImportJobProgressed,
  importJob.ImportJobCompleted,
  importJob.ImportJobFailed,
  importJob.ImportJobCancelled,
  importJob.ImportJobApproved,
  importJob.ImportJobUndone,
  importJob.ImportJobDeleted,
  importJob.ImportJobSnapshot,
  WebhookEndpointStopped,
];

const byType = new Map(catalogue.map((definition) => [definition.type, definition]));

/** The definition of a CloudEvents type, or undefined for a type this version does not know. */
export function definitionOf(type: string): EventDefinition | undefined {
  return byType.get(type);
}
