import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId } from '@kairos/event-bus';

const WorkflowChangeSchema = defineEntity({
  name: 'WorkflowChange',
  tableName: 'workflow_change',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    workflowId: p.uuid(),
    taskId: p.uuid().nullable(),
    kind: p.string(),
    actorId: p.uuid().nullable(),
    insteadOf: p.uuid().nullable(),
    at: p.datetime(),
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
    reason: p.text().nullable(),
  },
});

export type NewChange = { taskId?: string; kind: string; before?: Record<string, unknown> | null; after?: Record<string, unknown> | null; reason?: string | null };

/** One entry of the timeline of a workflow. */
export class WorkflowChange extends WorkflowChangeSchema.class {
  static of(owner: { tenantId: string; workflowId: string; actorId: string | null; insteadOf: string | null }, { taskId, kind, before, after, reason }: NewChange): WorkflowChange {
    return Object.assign(new WorkflowChange(), {
      ...owner, id: newId(), taskId: taskId ?? null, kind, at: new Date(), before: before ?? null, after: after ?? null, reason: reason ?? null,
    } satisfies RequiredEntityData<WorkflowChange>);
  }
}
WorkflowChangeSchema.setClass(WorkflowChange);
