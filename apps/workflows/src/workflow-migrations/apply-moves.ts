import { WorkflowTask } from '../tasks/task.entity.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import type { MigrationPlan, Move } from './migration-plan.calc.ts';

/**
 * Makes the tasks of a workflow, whose stages are the planned ones by now, what they are to be. Those that wait for nothing any more then
 * close themselves.
 */
export function carryOut(running: RunningWorkflow, moves: readonly Move[], reason: string): void {
  for (const [position, move] of moves.entries()) apply(running, move, position, reason);
  running.closeWhatCameTrue();
  running.closeOrReopen();
}

/** What a plan comes to, tried out on a copy. */
export function rehearsed(running: RunningWorkflow, { stages, moves }: MigrationPlan): Move[] {
  const trial = running.rehearsal();
  trial.workflow.stages = stages;
  carryOut(trial, moves, 'migrated');
  return moves.map((move): Move => {
    const { state, skipped = null, startsOn = null, dueOn = null, termEndsOn = null } = trial.task(move.id);
    return { ...move, state, skipped, startsOn, dueOn, termEndsOn };
  });
}

function apply(running: RunningWorkflow, move: Move, position: number, reason: string): void {
  const { id, code, stageCode, definition, priority, dependsOn, changedFields, droppedValues, state, skipped, startsOn, dueOn, termEndsOn } = move;
  if (move.task) {
    const task = running.task(id);
    if (state === 'Skipped') running.endSuspension(task, running.today, reason);
    // Which documents are there was asked for those that it required so far.
    if (changedFields.includes('documents')) running.keepOpen(task);
    return task.migrate({ changed: { fields: changedFields, droppedValues }, definition, state, stageCode, dependsOn, priority, position, skipped, startsOn, dueOn, termEndsOn }, reason);
  }
  const { tenantId, id: workflowId, plantId } = running.workflow;
  const dates = startsOn && dueOn ? { startsOn, dueOn } : null;
  const opened = WorkflowTask.open({ id, tenantId, workflowId, plantId, stageCode, code, position, definition, priority, dependsOn, dates, termEndsOn, skipped });
  running.tasks.splice(position, 0, opened);
  running.added.push(opened);
}
