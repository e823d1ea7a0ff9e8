import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  WorkflowChanged, WorkflowRemoved, WorkflowStarted, WorkflowStatusChanged, workflowTransitions,
  type Authority, type Obligation, type TaskDocument, type TemplateReference, type WorkflowPurpose, type WorkflowStage, type WorkflowState, type WorkflowStatus, type WorkflowTemplate, type WorkflowType,
} from '@kairos/contracts';
import { canonicalJson } from '@kairos/contracts/audit-chain';
import { newId, record } from '@kairos/event-bus';
import { IllegalTransition } from '../tasks/task.errors.ts';
import { WorkflowIsNotOver } from './workflow.errors.ts';

const WorkflowSchema = defineEntity({
  name: 'Workflow',
  tableName: 'workflow',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    name: p.string(),
    description: p.text().nullable(),
    templateId: p.string().nullable(),
    templateVersion: p.integer().nullable(),
    type: p.string().$type<WorkflowType>(),
    purpose: p.string().$type<WorkflowPurpose>(),
    category: p.string().$type<Obligation['category']>(),
    status: p.string().$type<WorkflowStatus>(),
    startsOn: p.date(),
    durationDays: p.integer().nullable(),
    stages: p.json<WorkflowStage[]>(),
    parts: p.json<TemplateReference[]>(),
    authorities: p.array().$type<Authority[]>(),
    baseDocuments: p.json<TaskDocument[]>(),
    alertDays: p.array((day) => Number(day)),
    parentWorkflowId: p.uuid().nullable(),
    originalWorkflowId: p.uuid().nullable(),
    createdBy: p.uuid(),
    createdAt: p.datetime(),
    updatedAt: p.datetime().onUpdate(() => new Date()),
    removedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** What a workflow is made of, however it came about. */
export type WorkflowPlan = {
  plantId: string; name: string; description: string | null; template: { id: string; version: number } | null; type: WorkflowType; purpose: WorkflowPurpose;
  category: Obligation['category']; startsOn: string; durationDays: number | null; stages: WorkflowStage[]; parts?: TemplateReference[]; authorities: Authority[]; baseDocuments: TaskDocument[];
  alertDays: number[]; parentWorkflowId?: string | null; originalWorkflowId?: string | null; draft: boolean;
};

/** A practice that a plant goes through, in stages of tasks. */
export class Workflow extends WorkflowSchema.class {
  static start(by: { tenantId: string; userId: string }, { template, draft, parts = [], parentWorkflowId = null, originalWorkflowId = null, ...plan }: WorkflowPlan): Workflow {
    const now = new Date();
    const workflow = Object.assign(new Workflow(), {
      ...plan, parts, id: newId(), tenantId: by.tenantId, templateId: template?.id ?? null, templateVersion: template?.version ?? null, status: draft ? 'Draft' : 'Active',
      parentWorkflowId, originalWorkflowId, createdBy: by.userId, createdAt: now, updatedAt: now, removedAt: null, version: 1,
    } satisfies RequiredEntityData<Workflow>);
    record(workflow, WorkflowStarted, workflowState(workflow));
    return workflow;
  }

  /** Takes over what differs. @returns the names of what changed */
  change(facts: Partial<Pick<Workflow, 'name' | 'description' | 'stages' | 'templateVersion' | 'durationDays' | 'baseDocuments' | 'alertDays' | 'authorities'>>): string[] {
    const changedFields = (Object.keys(facts) as (keyof typeof facts)[]).filter((field) => facts[field] !== undefined && canonicalJson(this[field] ?? null) !== canonicalJson(facts[field]));
    if (changedFields.length === 0) return [];
    Object.assign(this, Object.fromEntries(changedFields.map((field) => [field, facts[field]])));
    record(this, WorkflowChanged, { ...workflowState(this), changedFields });
    return changedFields;
  }

  /** @throws IllegalTransition that lists the legal ones */
  moveTo(status: WorkflowStatus): void {
    const previousStatus = this.status;
    if (!workflowTransitions[previousStatus].includes(status)) throw new IllegalTransition('workflow', previousStatus, status);
    this.status = status;
    record(this, WorkflowStatusChanged, { ...workflowState(this), previousStatus });
  }

  /** @throws WorkflowIsNotOver while it is worked on */
  remove(): void {
    if (this.status === 'Active' || this.status === 'Paused') throw new WorkflowIsNotOver(this.status);
    this.removedAt = new Date();
    record(this, WorkflowRemoved, workflowState(this));
  }
}
WorkflowSchema.setClass(Workflow);

/** What is published about a workflow. */
export function workflowState(workflow: Workflow): WorkflowState {
  const { id, plantId, name, templateId, templateVersion, type, purpose, category, status, startsOn, parentWorkflowId, originalWorkflowId } = workflow;
  return {
    workflowId: id, plantId, name, template: templateId && templateVersion ? { id: templateId, version: templateVersion } : null, type, purpose, category, status, startsOn,
    parentWorkflowId: parentWorkflowId ?? null, originalWorkflowId: originalWorkflowId ?? null,
  } as WorkflowState;
}

/** The stages of a template as a workflow keeps them. */
export function stagesOf({ stages }: Pick<WorkflowTemplate, 'stages'>): WorkflowStage[] {
  return stages.map(({ code, title, phase, durationDays, parallel }) => ({ code, title, phase, durationDays, parallel }));
}
