import { z } from 'zod';
import { RecordAuthority } from '../assets/authority-records.ts';
import { defineEvent } from '../event.ts';
import { DocumentId, DocumentVersionId, UserId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { Assignee, TaskValue, TaskIdentity, TaskState } from './workflow.ts';
import { Priority } from './workflow-kinds.ts';

/** What workflows publishes about a task, in full, in every event. */
export const WorkflowTaskState = TaskIdentity.extend({ priority: Priority, optional: z.boolean(), milestone: z.boolean(), startsOn: PlainDate.nullable(), suspendedOn: PlainDate.nullable() });
export type WorkflowTaskState = z.infer<typeof WorkflowTaskState>;

const visibility = { permission: 'workflows.workflow.read', plantIdField: 'plantId' };

export const TaskOpened = defineEvent({ type: 'workflows.task.opened', version: 1, summary: 'A workflow has a task.', visibility, data: WorkflowTaskState });

export const TaskStatusChanged = defineEvent({
  type: 'workflows.task.status-changed',
  version: 1,
  summary: 'A task was started, put back, blocked, skipped or reopened; `reason` says why, where somebody said.',
  visibility,
  data: WorkflowTaskState.extend({ previousState: TaskState, reason: z.string().nullable() }),
});

export const TaskRescheduled = defineEvent({
  type: 'workflows.task.rescheduled',
  version: 1,
  summary: 'A task falls due on another day: somebody moved it, it moved with what it depends on, or an authority held it up.',
  visibility,
  data: WorkflowTaskState.extend({ previousDueOn: PlainDate.nullable(), reason: z.string() }),
});

export const TaskAssigned = defineEvent({
  type: 'workflows.task.assigned',
  version: 1,
  summary: 'A task was given to a user, a role or a team, or to nobody.',
  visibility,
  data: WorkflowTaskState.extend({ previousAssignee: Assignee.nullable() }),
});

export const TaskChanged = defineEvent({
  type: 'workflows.task.changed',
  version: 1,
  summary: 'Priority, hours, practice, checklist or form of a task changed; `changedFields` names what.',
  visibility,
  data: WorkflowTaskState.extend({ changedFields: z.array(z.string()) }),
});

/** A value that belongs in an authority record of the plant. */
export const CapturedValue = z.object({ authority: RecordAuthority, field: z.string(), value: TaskValue });
export type CapturedValue = z.infer<typeof CapturedValue>;

export const TaskCompleted = defineEvent({
  type: 'workflows.task.completed',
  version: 1,
  summary: 'A task was completed; `captured` is what its form holds for the authority records of the plant.',
  visibility,
  data: WorkflowTaskState.extend({ completedOn: PlainDate, completedBy: UserId.nullable(), captured: z.array(CapturedValue) }),
});

export const TaskDocumentsComplete = defineEvent({
  type: 'workflows.task.documents-complete',
  version: 1,
  summary: 'The last document that a task requires is there and valid; `documents` are the versions that are them.',
  visibility,
  data: WorkflowTaskState.extend({ documents: z.array(z.object({ code: z.string(), documentId: DocumentId, documentVersionId: DocumentVersionId })) }),
});

export const TaskCommented = defineEvent({
  type: 'workflows.task.commented',
  version: 1,
  summary: 'Somebody wrote about a task; `mentions` are the users it is for.',
  visibility,
  data: WorkflowTaskState.extend({ authorId: UserId, mentions: z.array(UserId) }),
});

export const TaskSnapshot = defineEvent({ type: 'workflows.task.snapshot', version: 1, summary: 'The current state of a task, re-emitted to rebuild projections.', data: WorkflowTaskState });
