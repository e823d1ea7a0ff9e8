import { createHash } from 'node:crypto';
import type { MigratedTask, MigrationPreview, TemplateReference, WorkflowStatus } from '@kairos/contracts';
import { canonicalJson } from '@kairos/contracts/audit-chain';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import type { MigrationPlan, Move } from './migration-plan.calc.ts';

type Dated = { state: string; dueOn?: string | null };

/** What a plan would do to a workflow, and the digest of just that: of every version of a task it was made for, too. */
export function previewOf({ workflow, tasks }: Pick<RunningWorkflow, 'workflow' | 'tasks'>, { stages, moves }: MigrationPlan, to: TemplateReference): MigrationPreview {
  const shown = {
    workflowId: workflow.id, from: { id: to.id, version: workflow.templateVersion as number }, to, stages: stages.map(({ code }) => code),
    workflowStatus: { before: workflow.status, after: statusAfter(workflow.status, moves) }, dueOn: { before: lastOf(tasks), after: lastOf(moves) }, tasks: moves.map(toView),
  };
  const digest = createHash('sha256').update(canonicalJson([shown, workflow.version, tasks.map(({ id, version }) => [id, version])])).digest('hex');
  return { ...shown, digest } as MigrationPreview;
}

function toView({ task, fate, code, definition, changedFields, state, skipped, startsOn, dueOn, droppedValues }: Move): MigratedTask {
  return {
    taskId: task?.id ?? null, code, title: definition.title, fate, changedFields, skipped, droppedValues, state: { before: task?.state ?? null, after: state },
    startsOn: { before: task?.startsOn ?? null, after: startsOn }, dueOn: { before: task?.dueOn ?? null, after: dueOn },
  } as MigratedTask;
}

/** An active workflow is completed when nothing of it is left to do. */
function statusAfter(status: WorkflowStatus, moves: readonly Move[]): WorkflowStatus {
  return status === 'Active' && moves.every(isClosed) && moves.some(({ state }) => state === 'Completed') ? 'Completed' : status;
}

function lastOf(tasks: readonly Dated[]): string | null {
  return tasks.filter(({ state }) => state !== 'Skipped').reduce<string | null>((late, { dueOn }) => (dueOn && (!late || dueOn > late) ? dueOn : late), null);
}
