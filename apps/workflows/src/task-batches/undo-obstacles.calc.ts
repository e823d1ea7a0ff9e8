import type { UndoObstacle } from '@kairos/contracts';
import type { PlantFacts } from '../plants/told-facts.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import type { Touched } from './task-import-undos.repository.ts';

/** Why records cannot be given back what they held before an import: none, where each is as the import left it. */
export function obstaclesTo(touched: readonly Touched[], workflows: readonly RunningWorkflow[], plants: readonly PlantFacts[]): UndoObstacle[] {
  const [byId, reached] = [new Map(workflows.map((running) => [running.workflow.id, running])), new Set(plants.map(({ plantId }) => plantId))];
  return touched.flatMap((record) => obstacleTo(record, byId.get(record.workflowId), reached) ?? []);
}

function obstacleTo({ kind, recordId, versionAfter, broken }: Touched, running: RunningWorkflow | undefined, reached: ReadonlySet<string>): UndoObstacle | undefined {
  const told = (code: UndoObstacle['code'], detail: string, name: string | null): UndoObstacle => ({ recordId, name, code, detail });
  if (!running) return told('deleted-since', 'was removed since', null);
  const { workflow } = running;
  if (!reached.has(workflow.plantId)) return told('outside-row-scope', 'is of no plant that you reach', null);
  const task = running.tasks.find(({ id }) => id === recordId);
  const name = task ? `${workflow.name}: ${task.definition.title.en}` : workflow.name;
  if (kind === 'task' && !task) return told('changed-since', 'went on in another workflow since', name);
  const { version } = task ?? workflow;
  return broken || version !== versionAfter ? told('changed-since', 'was changed since, by hand, by another import or because facts of the plant changed', name) : undefined;
}
