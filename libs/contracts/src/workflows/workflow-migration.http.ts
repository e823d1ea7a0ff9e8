import { z } from 'zod';
import { WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { TaskState, TemplateReference, WorkflowStatus } from './workflow.ts';
import { SkipReason } from './workflow-task.http.ts';
import { TemplateCode } from './workflow-kinds.ts';

/** The newest version, unless another one is named. */
export const MigrationPreviewQuery = z.strictObject({ templateVersion: z.coerce.number().int().min(1).max(9999).optional() });
export type MigrationPreviewQuery = z.infer<typeof MigrationPreviewQuery>;

/**
 * What becomes of a task: it stays as it is (`kept`; one that is completed always), is worded or tied otherwise (`changed`), comes (`new`), goes
 * because the version has it no more (`gone`), or was never of the template (`ownTask`).
 */
export const migrationFates = ['kept', 'changed', 'new', 'gone', 'ownTask'] as const;
export const MigrationFate = z.enum(migrationFates);
export type MigrationFate = z.infer<typeof MigrationFate>;

/** `before` is null for a task that comes. */
const beforeAndAfter = <T extends z.ZodType>(value: T) => z.object({ before: value.nullable(), after: value.nullable() });

export const MigratedTask = z.object({
  taskId: WorkflowTaskId.nullable(),
  code: z.string(),
  title: LocalText,
  fate: MigrationFate,
  /** Of `changed`: what about it. */
  changedFields: z.array(z.string()),
  state: beforeAndAfter(TaskState),
  startsOn: beforeAndAfter(PlainDate),
  dueOn: beforeAndAfter(PlainDate),
  /** Why it is skipped afterwards: with the values that decided, for a condition of the new version. */
  skipped: SkipReason.nullable(),
  /** Fields of its form that are filled and that the new form does not have: what they hold goes. */
  droppedValues: z.array(TemplateCode),
});
export type MigratedTask = z.infer<typeof MigratedTask>;

/** What a migration would do; nothing of it is stored. The digest is sent with the migration, which does this and nothing else. */
export const MigrationPreview = z.object({
  workflowId: WorkflowId,
  from: TemplateReference,
  to: TemplateReference,
  digest: z.string(),
  stages: z.array(z.string()),
  workflowStatus: z.object({ before: WorkflowStatus, after: WorkflowStatus }),
  dueOn: beforeAndAfter(PlainDate),
  tasks: z.array(MigratedTask),
});
export type MigrationPreview = z.infer<typeof MigrationPreview>;

export const MigrateWorkflowBody = z.strictObject({ templateVersion: z.int().min(1).max(9999), digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be the digest of a preview') });
export type MigrateWorkflowBody = z.infer<typeof MigrateWorkflowBody>;
