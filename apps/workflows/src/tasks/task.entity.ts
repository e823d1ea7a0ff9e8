import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  TaskAssigned, TaskChanged, TaskCompleted, TaskOpened, TaskRescheduled, TaskStatusChanged, taskTransitions,
  type Assignee, type CompletionRule, type Priority, type SkipReason, type TaskData, type TaskState, type TemplateTask, type UserId, type WorkflowTaskState,
} from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { unmetBy } from './completion.calc.ts';
import { heldByTask, type HeldTask } from './held-task.calc.ts';
import { capturedBy, missingData } from './task-form.calc.ts';
import type { Dates, Slot } from './task-schedule.calc.ts';
import { IllegalTransition } from './task.errors.ts';

/** What a task is, as its template words it or somebody did: fixed from the day it is opened. */
export type TaskDefinition = Omit<TemplateTask, 'code' | 'dependsOn' | 'priority' | 'completion'> & { completion: Omit<CompletionRule, 'when'> & Partial<Pick<CompletionRule, 'when'>> };
export type CheckedPoint = { by: string; at: string };

const TaskSchema = defineEntity({
  name: 'WorkflowTask',
  tableName: 'workflow_task',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    workflowId: p.uuid(),
    plantId: p.uuid(),
    stageCode: p.string(),
    code: p.string(),
    position: p.integer(),
    definition: p.json<TaskDefinition>(),
    state: p.string().$type<TaskState>(),
    priority: p.string().$type<Priority>(),
    dependsOn: p.array(),
    startsOn: p.date().nullable(),
    dueOn: p.date().nullable(),
    originalDueOn: p.date().nullable(),
    termEndsOn: p.date().nullable(),
    suspendedOn: p.date().nullable(),
    suspendedDays: p.integer(),
    skipped: p.json<SkipReason>().nullable(),
    blockedReason: p.text().nullable(),
    assigneeKind: p.string().$type<Assignee['kind']>().nullable(),
    assigneeUserId: p.uuid().nullable(),
    assigneeName: p.string().nullable(),
    checked: p.json<Record<string, CheckedPoint>>(),
    data: p.json<TaskData>(),
    estimatedHours: p.decimal().nullable(),
    actualHours: p.decimal().nullable(),
    practiceCode: p.string().nullable(),
    startedOn: p.date().nullable(),
    completedOn: p.date().nullable(),
    completedBy: p.uuid().nullable(),
    completionNote: p.text().nullable(),
    tracksWorkflowId: p.uuid().nullable(),
    openedAt: p.datetime(),
    updatedAt: p.datetime().onUpdate(() => new Date()),
    version: p.integer().version(),
  },
});

export type NewTask = {
  id?: string; tenantId: string; workflowId: string; plantId: string; stageCode: string; code: string; position: number; definition: TaskDefinition; priority: Priority;
  dependsOn: string[]; dates: Dates | null; termEndsOn?: string | null; skipped: SkipReason | null; tracksWorkflowId?: string | null;
};

/** What a task is to be in another version of its template. */
export type Migrated = Pick<WorkflowTask, 'definition' | 'state' | 'stageCode' | 'dependsOn' | 'priority' | 'position'> & {
  changed: { fields: string[]; droppedValues: string[] }; skipped: SkipReason | null; startsOn: string | null; dueOn: string | null; termEndsOn: string | null;
};

/** One piece of work of a workflow. */
export class WorkflowTask extends TaskSchema.class {
  static open({ id, dates, skipped, termEndsOn, tracksWorkflowId, ...given }: NewTask): WorkflowTask {
    const now = new Date();
    const { startsOn = null, dueOn = null } = dates ?? {};
    const task = Object.assign(new WorkflowTask(), {
      ...given, id: id ?? newId(), state: skipped ? 'Skipped' : 'To Start', skipped, startsOn, dueOn, originalDueOn: dueOn, termEndsOn: termEndsOn ?? null,
      suspendedOn: null, suspendedDays: 0, blockedReason: null, assigneeKind: null, assigneeUserId: null, assigneeName: null, checked: {}, data: {},
      estimatedHours: null, actualHours: null, practiceCode: null, startedOn: null, completedOn: null, completedBy: null, completionNote: null,
      tracksWorkflowId: tracksWorkflowId ?? null, openedAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<WorkflowTask>);
    record(task, TaskOpened, taskState(task));
    return task;
  }

  /** @throws IllegalTransition that lists the legal ones */
  moveTo(state: TaskState, reason: string | null, more: Partial<Pick<WorkflowTask, 'startedOn' | 'skipped' | 'blockedReason'>> = {}): void {
    const previousState = this.state;
    if (!taskTransitions[previousState].includes(state)) throw new IllegalTransition('task', previousState, state);
    Object.assign(this, { state, skipped: null, blockedReason: null, completedOn: null, completedBy: null, completionNote: null, ...more });
    record(this, TaskStatusChanged, { ...taskState(this), previousState, reason });
  }

  /** @throws IllegalTransition */
  complete({ on, by, note, actualHours }: { on: string; by: string | null; note: string | null; actualHours?: string }): void {
    if (!taskTransitions[this.state].includes('Completed')) throw new IllegalTransition('task', this.state, 'Completed');
    Object.assign(this, { state: 'Completed', completedOn: on, completedBy: by, completionNote: note, ...(actualHours === undefined ? {} : { actualHours }) });
    record(this, TaskCompleted, { ...taskState(this), completedOn: on, completedBy: by as UserId | null, captured: capturedBy(this.definition.dataFields, this.data) });
  }

  reschedule(dates: Partial<Dates> & { termEndsOn?: string | null }, reason: string): void {
    const previousDueOn = this.dueOn ?? null;
    Object.assign(this, dates);
    record(this, TaskRescheduled, { ...taskState(this), previousDueOn, reason });
  }

  assign(assignee: Assignee | null): void {
    const previousAssignee = assigneeOf(this);
    Object.assign(this, {
      assigneeKind: assignee?.kind ?? null,
      assigneeUserId: assignee?.kind === 'user' ? assignee.userId : null,
      assigneeName: assignee?.kind === 'role' ? assignee.role : assignee?.kind === 'team' ? assignee.team : null,
    });
    record(this, TaskAssigned, { ...taskState(this), previousAssignee });
  }

  /** Takes over what differs. @returns the names of what changed */
  change(facts: Partial<Pick<WorkflowTask, 'priority' | 'practiceCode' | 'estimatedHours' | 'actualHours' | 'data' | 'checked' | 'suspendedOn' | 'suspendedDays' | 'dependsOn' | 'definition' | 'workflowId' | 'stageCode' | 'code' | 'position'>>): string[] {
    const changedFields = (Object.keys(facts) as (keyof typeof facts)[]).filter((field) => JSON.stringify(this[field] ?? null) !== JSON.stringify(facts[field] ?? null));
    if (changedFields.length === 0) return [];
    Object.assign(this, Object.fromEntries(changedFields.map((field) => [field, facts[field]])));
    record(this, TaskChanged, { ...taskState(this), changedFields });
    return changedFields;
  }

  /** Becomes what another version of its template makes of it; what it holds for fields and points that are no more goes. */
  migrate({ changed, definition, state, skipped, startsOn, dueOn, termEndsOn, ...tie }: Migrated, reason: string): void {
    const known = (list: readonly { code: string }[], values: object) => Object.fromEntries(Object.entries(values).filter(([code]) => list.some((item) => item.code === code)));
    const kept = Object.fromEntries(Object.entries(this.data).filter(([code]) => !changed.droppedValues.includes(code)));
    Object.assign(this, tie, changed.fields.length > 0 ? { definition, data: kept, checked: known(definition.checklist, this.checked) } : {});
    if (changed.fields.length > 0) record(this, TaskChanged, { ...taskState(this), changedFields: changed.fields });
    if (state !== this.state) this.moveTo(state, reason, { skipped });
    else if (state === 'Skipped') this.skipped = skipped;
    if (startsOn !== (this.startsOn ?? null) || dueOn !== (this.dueOn ?? null) || termEndsOn !== (this.termEndsOn ?? null)) {
      const previousDueOn = this.dueOn ?? null;
      Object.assign(this, { startsOn, dueOn, termEndsOn });
      record(this, TaskRescheduled, { ...taskState(this), previousDueOn, reason });
    }
  }

  /** Holds again what it held at an earlier time, whatever lies between. */
  restore(held: HeldTask, reason: string): void {
    const { state: previousState, dueOn: previousDueOn = null } = this;
    const [previousAssignee, before] = [assigneeOf(this), heldByTask(this)];
    Object.assign(this, held);
    const after = heldByTask(this);
    if (this.state !== previousState) record(this, TaskStatusChanged, { ...taskState(this), previousState, reason });
    if ((this.dueOn ?? null) !== previousDueOn) record(this, TaskRescheduled, { ...taskState(this), previousDueOn, reason });
    if (JSON.stringify(assigneeOf(this)) !== JSON.stringify(previousAssignee)) record(this, TaskAssigned, { ...taskState(this), previousAssignee });
    const changedFields = (['priority', 'practiceCode', 'estimatedHours', 'actualHours', 'suspendedOn', 'suspendedDays'] as const).filter((field) => before[field] !== after[field]);
    if (changedFields.length > 0) record(this, TaskChanged, { ...taskState(this), changedFields });
  }

  /** What its rule of completion asks for and it lacks, as fields. */
  missing(plant: ObligationFacts | null): { pointer: string; detail: string }[] {
    const { completion, checklist, dataFields } = this.definition;
    return [
      ...(completion.requires.includes('checklist') ? checklist.filter(({ code, required }) => required && !this.checked[code]).map(({ code }) => ({ pointer: `/checklist/${code}`, detail: 'must be done' })) : []),
      ...(completion.requires.includes('requiredData') ? missingData(dataFields, this.data) : []),
      ...(completion.when ? unmetBy(completion.when, this.data, plant) : []),
    ];
  }

  /** Whether it closes by itself now: its rule says so, and everything the rule asks for is there. */
  closesItself(plant: ObligationFacts | null): boolean {
    const { completion, checklist, dataFields } = this.definition;
    const asksForSomething = Boolean(completion.when) || (completion.requires.includes('checklist') && checklist.some(({ required }) => required)) || (completion.requires.includes('requiredData') && dataFields.some(({ required }) => required));
    return completion.closesItself && asksForSomething && this.state === 'In Progress' && !this.suspendedOn && this.missing(plant).length === 0;
  }

  slot(): Slot {
    const { id, stageCode, dependsOn, state, startsOn, dueOn, startedOn, definition } = this;
    return { id, stageCode, dependsOn, state, optional: definition.optional, durationDays: definition.durationDays, durationIn: definition.durationIn, startsOn: startsOn ?? null, dueOn: dueOn ?? null, startedOn: startedOn ?? null };
  }
}
TaskSchema.setClass(WorkflowTask);

export function assigneeOf({ assigneeKind, assigneeUserId, assigneeName }: { assigneeKind?: Assignee['kind'] | null; assigneeUserId?: string | null; assigneeName?: string | null }): Assignee | null {
  if (assigneeKind === 'user') return { kind: 'user', userId: assigneeUserId } as Assignee;
  if (assigneeKind === 'role') return { kind: 'role', role: assigneeName ?? '' };
  return assigneeKind === 'team' ? { kind: 'team', team: assigneeName ?? '' } : null;
}

/** What is published about a task. */
export function taskState(task: WorkflowTask): WorkflowTaskState {
  const { id, workflowId, plantId, code, definition, state, dueOn, priority, startsOn, suspendedOn } = task;
  return {
    taskId: id, workflowId, plantId, code, title: definition.title, state, dueOn: dueOn ?? null, assignee: assigneeOf(task), priority, optional: definition.optional, milestone: definition.milestone,
    startsOn: startsOn ?? null, suspendedOn: suspendedOn ?? null,
  } as WorkflowTaskState;
}
