import type { WorkflowStatus } from '@kairos/contracts';
import { heldByTask, type HeldTask } from '../tasks/held-task.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import type { Touched } from './task-import-undos.repository.ts';

export type Undone = { removed: number; restored: number };

const why = 'the import was undone';

/** Gives a workflow and its tasks back what they held before an import. What the import brought is left out: a workflow it started is cancelled and removed with its tasks. */
export function undoInWorkflow(running: RunningWorkflow, touched: readonly Touched[]): Undone {
  const { workflow } = running;
  const own = new Map(touched.filter(({ workflowId }) => workflowId === workflow.id).map((record) => [record.recordId, record]));
  const before = own.get(workflow.id);
  if (before && before.held === null) {
    const status = workflow.status;
    if (status === 'Completed') workflow.moveTo('Active');
    if (workflow.status !== 'Cancelled') workflow.moveTo('Cancelled');
    workflow.remove();
    running.note({ kind: 'workflow.removed', before: { status }, reason: why });
    return { removed: own.size, restored: 0 };
  }
  const undone = { removed: 0, restored: before ? 1 : 0 };
  for (const task of running.tasks) {
    const record = own.get(task.id);
    if (!record) continue;
    const { state, dueOn = null } = task;
    task.restore(record.held ? (record.held as HeldTask) : leftOut(heldByTask(task)), why);
    running.note({ taskId: task.id, kind: 'task.import-undone', before: { state, dueOn }, after: { state: task.state, dueOn: task.dueOn ?? null }, reason: why });
    undone[record.held ? 'restored' : 'removed'] += 1;
  }
  const held = before?.held as { status: WorkflowStatus } | undefined;
  if (held && held.status !== workflow.status) workflow.moveTo(held.status);
  return undone;
}

/** A task stays known: whoever reads the timeline finds what it was. */
function leftOut(held: HeldTask): HeldTask {
  return { ...held, state: 'Skipped', skipped: { by: 'undo', why: null, unmet: [] }, blockedReason: null, suspendedOn: null, completedOn: null, completedBy: null, completionNote: null };
}
