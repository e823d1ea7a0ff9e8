import type { MigratedTask, SkipReason, TemplateTask, WorkflowStage, WorkflowTemplate } from '@kairos/contracts';
import { canonicalJson } from '@kairos/contracts/audit-chain';
import { newId } from '@kairos/event-bus';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { resumed } from '../tasks/suspension.calc.ts';
import { isClosed, laidOtherwise, type Slot } from '../tasks/task-schedule.calc.ts';
import { termEnd } from '../tasks/term.calc.ts';
import type { TaskDefinition, WorkflowTask } from '../tasks/task.entity.ts';
import { tasksOf } from '../templates/workflow-template.calc.ts';
import { definitionIn, skipReason } from '../workflows/plan-from-template.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { stagesOf } from '../workflows/workflow.entity.ts';

/** A task as it is to be. `task` is null for one that comes. */
export type Move = {
  id: string; task: WorkflowTask | null; fate: MigratedTask['fate']; code: string; stageCode: string; definition: TaskDefinition; priority: WorkflowTask['priority']; dependsOn: string[]; changedFields: string[];
  state: WorkflowTask['state']; skipped: SkipReason | null; startsOn: string | null; dueOn: string | null; termEndsOn: string | null; droppedValues: string[];
};
export type MigrationPlan = { stages: WorkflowStage[]; moves: Move[] };

type Running = Pick<RunningWorkflow, 'workflow' | 'tasks' | 'today' | 'calendar'>;
type Versions = { from: WorkflowTemplate; to: WorkflowTemplate };

/** What a running workflow becomes in a later version of its template: every task of either, in their order, then those added by hand. */
export function planMigration(running: Running, versions: Versions, plant: ObligationFacts): MigrationPlan {
  const undated = [...comingMoves(running, versions, plant), ...leavingMoves(running, versions)];
  const stages = stagesAfter(running, versions.to, undated);
  const places = new Map(stages.map(({ code }, place) => [code, place]));
  const inOrder = undated.sort((one, other) => (places.get(one.stageCode) ?? 0) - (places.get(other.stageCode) ?? 0));
  return { stages, moves: dated(running, inOrder, stages) };
}

type Undated = Omit<Move, 'startsOn' | 'dueOn' | 'termEndsOn'>;

function comingMoves({ tasks }: Running, { from, to }: Versions, plant: ObligationFacts): Undated[] {
  const ofTemplate = new Set(tasksOf(from).map(({ code }) => code));
  const known = new Map(tasks.filter(({ code, tracksWorkflowId }) => ofTemplate.has(code) && !tracksWorkflowId).map((task) => [task.code, task]));
  const ids = new Map(tasksOf(to).map(({ code }) => [code, known.get(code)?.id ?? newId()]));
  return to.stages.flatMap((stage) => stage.tasks.map((wanted): Undated => {
    const task = known.get(wanted.code) ?? null;
    const stageCode = stage.code;
    const id = ids.get(wanted.code) as string;
    const definition = definitionIn(to, wanted);
    const dependsOn = wanted.dependsOn.map((code) => ids.get(code) as string);
    if (!task) {
      const skipped = skipReason(definition, plant);
      return { id, task, fate: 'new', code: wanted.code, stageCode, definition, priority: wanted.priority, dependsOn, changedFields: [], state: skipped ? 'Skipped' : 'To Start', skipped, droppedValues: [] };
    }
    if (task.state === 'Completed') return { ...asItIs(task), fate: 'kept', stageCode };
    const priority = priorityAfter(task, wanted, from);
    const changedFields = differences(task, { definition, dependsOn, stageCode, priority });
    const droppedValues = Object.keys(task.data).filter((code) => !sameField(task.definition, definition, code));
    return { id, task, fate: changedFields.length > 0 ? 'changed' : 'kept', code: task.code, stageCode, definition, priority, dependsOn, changedFields, ...stateAfter(task, definition, plant), droppedValues };
  }));
}

/** What the version has no more, which is skipped unless it is completed; and what was never of the template. */
function leavingMoves({ tasks }: Running, { from, to }: Versions): Undated[] {
  const [was, is] = [from, to].map((template) => new Set(tasksOf(template).map(({ code }) => code))) as [Set<string>, Set<string>];
  return tasks.filter(({ code, tracksWorkflowId }) => !is.has(code) || !was.has(code) || tracksWorkflowId).map((task): Undated => {
    const own = !was.has(task.code) || task.tracksWorkflowId;
    if (own || task.state === 'Completed') return { ...asItIs(task), fate: own ? 'ownTask' : 'gone' };
    return { ...asItIs(task), fate: 'gone', state: 'Skipped', skipped: { by: 'migration', why: null, unmet: [] } };
  });
}

function asItIs(task: WorkflowTask): Omit<Undated, 'fate'> {
  const { id, code, stageCode, definition, priority, dependsOn, state, skipped = null } = task;
  return { id, task, code, stageCode, definition, priority, dependsOn, changedFields: [], state, skipped, droppedValues: [] };
}

/** The new condition decides. What somebody chose to leave out stays out while it may be. */
function stateAfter(task: WorkflowTask, definition: TaskDefinition, plant: ObligationFacts): Pick<Move, 'state' | 'skipped'> {
  const skipped = skipReason(definition, plant);
  if (task.state !== 'Skipped') return skipped ? { state: 'Skipped', skipped } : { state: task.state, skipped: null };
  if (skipped) return { state: 'Skipped', skipped };
  return task.skipped?.by === 'choice' && definition.optional ? { state: 'Skipped', skipped: task.skipped } : { state: 'To Start', skipped: null };
}

/** What somebody chose stays; what the version before said becomes what this one says. */
function priorityAfter(task: WorkflowTask, wanted: TemplateTask, from: WorkflowTemplate): WorkflowTask['priority'] {
  return task.priority === tasksOf(from).find(({ code }) => code === task.code)?.priority ? wanted.priority : task.priority;
}

function differences(task: WorkflowTask, { definition, ...tie }: Pick<Move, 'definition' | 'dependsOn' | 'stageCode' | 'priority'>): string[] {
  const completion = { ...task.definition.completion, when: task.definition.completion.when ?? null };
  const before = { ...task.definition, completion, dependsOn: [...task.dependsOn].sort(), stageCode: task.stageCode, priority: task.priority };
  const after = { ...definition, ...tie, dependsOn: [...tie.dependsOn].sort() };
  return (Object.keys(after) as (keyof typeof after)[]).filter((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null));
}

function sameField(before: TaskDefinition, after: TaskDefinition, code: string): boolean {
  const typeIn = ({ dataFields }: TaskDefinition) => dataFields.find((field) => field.code === code)?.type;
  return typeIn(before) === typeIn(after);
}

/** Those of the version, and among them, where they stood, those that still hold a task. */
function stagesAfter({ workflow }: Running, to: WorkflowTemplate, moves: readonly Undated[]): WorkflowStage[] {
  const stages = stagesOf(to);
  for (const [index, stage] of workflow.stages.entries()) {
    if (stages.some(({ code }) => code === stage.code) || !moves.some(({ stageCode }) => stageCode === stage.code)) continue;
    const earlier = workflow.stages.slice(0, index).map(({ code }) => code);
    stages.splice(stages.findLastIndex(({ code }) => earlier.includes(code)) + 1, 0, stage);
  }
  return stages;
}

function dated({ workflow, tasks, today, calendar }: Running, moves: readonly Undated[], stages: readonly WorkflowStage[]): Move[] {
  const slots = moves.map(({ id, task, stageCode, dependsOn, state, definition }): Slot => {
    const opensAgain = task?.state === 'Skipped' && state !== 'Skipped';
    const { durationDays, durationIn, optional } = definition;
    const due = heldUntil(task, state)?.dueOn ?? task?.dueOn ?? null;
    return { id, stageCode, dependsOn, state, optional, durationDays, durationIn, startedOn: task?.startedOn ?? null, startsOn: opensAgain && !task.startedOn ? null : (task?.startsOn ?? null), dueOn: opensAgain && !task.startedOn ? null : due };
  });
  const laid = laidOtherwise({ slots: tasks.map((task) => task.slot()), stages: workflow.stages }, { slots, stages }, workflow.startsOn, today, calendar);
  return moves.map((move, index): Move => {
    const slot = slots[index] as Slot;
    const stays = isClosed(slot) && move.task !== null;
    return { ...move, ...withTerm(move, stays ? { startsOn: slot.startsOn ?? null, dueOn: slot.dueOn ?? null } : (laid.get(move.id) ?? { startsOn: null, dueOn: null })) };
  });

  /** A task that an authority holds up is held up no more when it is skipped. */
  function heldUntil(task: WorkflowTask | null, state: Move['state']) {
    return task && state === 'Skipped' ? resumed(task, today, calendar) : null;
  }

  /** A term of a task that has begun is counted from that day, and lies later by the days an authority held it up. */
  function withTerm({ task, definition, state }: Undated, dates: { startsOn: string | null; dueOn: string | null }) {
    const term = definition.peremptory;
    if (!term || state === 'Completed') return { ...dates, termEndsOn: state === 'Completed' ? (task?.termEndsOn ?? null) : null };
    const held = heldUntil(task, state);
    const same = task && canonicalJson(task.definition.peremptory) === canonicalJson(term);
    const begun = task?.startedOn;
    if (same && (begun || dates.startsOn === task.startsOn)) return { ...dates, termEndsOn: held?.termEndsOn ?? task.termEndsOn ?? null };
    if (!dates.startsOn) return { ...dates, termEndsOn: null };
    const endsOn = termEnd(calendar, termEnd(calendar, begun ?? dates.startsOn, term.days, term.in), begun ? (held?.suspendedDays ?? task.suspendedDays) : 0, term.in);
    return { ...dates, dueOn: begun ? endsOn : dates.dueOn, termEndsOn: endsOn };
  }
}
