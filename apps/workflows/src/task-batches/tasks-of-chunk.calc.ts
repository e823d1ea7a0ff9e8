import type { BatchRowResult, ImpactGroup } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import type { PlantFacts } from '../plants/told-facts.calc.ts';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import type { WorkflowTask } from '../tasks/task.entity.ts';
import { catchUpIfReopened } from '../workflows/apply-plant-facts.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { WorkflowIsClosed } from '../workflows/workflow.errors.ts';
import { readTaskRow, refusedRow, rejected, type BatchRow, type TaskRow } from './read-task-row.calc.ts';
import { takeTaskRow, type RowDemands } from './take-task-row.calc.ts';
import { WorkflowAmbiguous, WorkflowNotNamed } from './task-batch.errors.ts';

/** What the rows of a chunk are about, as it stands, and how a workflow that is not there yet is started. */
export type ChunkSetting = RowDemands & {
  plants: ReadonlyMap<string, PlantFacts>; workflows: readonly RunningWorkflow[];
  /** @throws DomainError where the template is not known or not for the plant */
  start: (plant: PlantFacts, row: TaskRow['body']) => RunningWorkflow;
};
type Mode = 'plan' | 'apply';
type Waiting = { at: number; row: TaskRow };
type Found = { running: RunningWorkflow; isNew: boolean };
type Amount = { created: number; updated: number; addedHundredths: number; changedHundredths: number };

/** Takes the rows of one chunk, workflow by workflow: each as a whole by the rules for one task, or rejected alone. */
export class TasksOfChunk {
  readonly results: BatchRowResult[] = [];
  /** Those that rows started. */
  readonly started: RunningWorkflow[] = [];
  readonly #amounts = new Map<string, Amount>();
  readonly #created = new Set<string>();

  constructor(
    private readonly setting: ChunkSetting,
    private readonly mode: Mode,
  ) {}

  take(rows: readonly BatchRow[]): void {
    const readable: Waiting[] = [];
    for (const [at, row] of rows.entries()) {
      const read = readTaskRow(row);
      if ('errors' in read) this.results[at] = rejected(row.rowNumber, read.errors);
      else readable.push({ at, row: read });
    }
    for (const group of Map.groupBy(readable, ({ row: { body } }) => JSON.stringify([body.plantCode, body.workflow.toLowerCase()])).values()) this.#group(group);
  }

  /** By category of the workflows: how many tasks come and change, and by how many estimated hours. */
  impact(): ImpactGroup[] {
    const hours = (hundredths: number) => String(hundredths / 100);
    return [...this.#amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, { created, updated, addedHundredths, changedHundredths }]) => ({
      group, created, updated, measure: 'estimatedHours', added: hours(addedHundredths), changed: hours(changedHundredths),
    }));
  }

  #group(rows: readonly Waiting[]): void {
    const [{ row: { body: first } }] = rows as [Waiting];
    const plant = this.setting.plants.get(first.plantCode);
    if (!plant) return this.#rejectAll(rows, ({ row }) => rejected(row.rowNumber, [{ field: 'plantCode', code: 'plant-not-found', value: first.plantCode, detail: 'is no plant that you reach' }]));
    const found = this.#workflow(plant, first.workflow, rows);
    if (found instanceof DomainError) return this.#rejectAll(rows, ({ row }) => refusedRow(row, found));
    this.#takeAll(found, rows);
    if (found.isNew && rows.some(({ at }) => this.results[at]?.outcome !== 'rejected')) this.started.push(found.running);
  }

  #rejectAll(rows: readonly Waiting[], why: (row: Waiting) => BatchRowResult): void {
    for (const row of rows) this.results[row.at] = why(row);
  }

  /** The one of the name that goes on, else the last that was completed, else a new one as the first row says that says it. */
  #workflow(plant: PlantFacts, name: string, rows: readonly Waiting[]): Found | DomainError {
    const called = this.setting.workflows.filter(({ workflow }) => workflow.plantId === plant.plantId && workflow.name.toLowerCase() === name.toLowerCase());
    const open = called.filter(({ workflow: { status } }) => status !== 'Completed' && status !== 'Cancelled');
    if (open.length > 1) return new WorkflowAmbiguous(open.length);
    const [running = called.find(({ workflow }) => workflow.status === 'Completed')] = open;
    if (running) return { running, isNew: false };
    const [over] = called;
    if (over) return new WorkflowIsClosed(over.workflow.status);
    const saying = rows.find(({ row: { body } }) => body.template !== undefined || body.category !== undefined);
    if (!saying) return new WorkflowNotNamed();
    return refusal(() => ({ running: this.setting.start(plant, saying.row.body), isNew: true }));
  }

  /** Rows in file order; one that waits for tasks which other rows complete comes after these. */
  #takeAll(found: Found, rows: readonly Waiting[]): void {
    const { running } = found;
    const dates = new Map<WorkflowTask, TaskRow['body']>();
    running.moreToCome = true;
    for (let waiting = rows; waiting.length > 0; ) {
      const later = waiting.filter((one) => this.#take(found, one, dates)?.code === 'task-must-wait');
      waiting = later.length < waiting.length ? later : [];
    }
    keepDates(running, dates);
    running.moreToCome = false;
    running.closeOrReopen();
    catchUpIfReopened(running);
  }

  #take({ running, isNew }: Found, { at, row }: Waiting, dates: Map<WorkflowTask, TaskRow['body']>): DomainError | undefined {
    // On a copy first: a row that is refused half-way leaves nothing behind.
    const tried = refusal(() => takeTaskRow(running.rehearsal(), row, this.setting));
    if (tried instanceof DomainError) {
      this.results[at] = refusedRow(row, tried);
      return tried;
    }
    const hoursBefore = hundredthsOf(running.tasks.find(({ id }) => id === tried.task.id));
    const { task, created: added, changes } = takeTaskRow(running, row, this.setting);
    const created = (added || isNew) && !this.#created.has(task.id);
    if (created) this.#created.add(task.id);
    if (row.body.dueOn !== undefined) dates.set(task, row.body);
    const outcome = created ? 'created' : changes.length > 0 ? 'updated' : 'unchanged';
    if (outcome !== 'unchanged') this.#count(running.workflow.category, outcome, hundredthsOf(task) - hoursBefore);
    const told = outcome !== 'updated' ? {} : this.mode === 'plan' ? { changes } : { changedFields: changes.map(({ field }) => field) };
    this.results[at] = { rowNumber: row.rowNumber, outcome, recordId: created && this.mode === 'plan' ? null : task.id, errors: [], ...told };
    return undefined;
  }

  #count(category: string, outcome: 'created' | 'updated', hundredths: number): void {
    const amount = this.#amounts.get(category) ?? { created: 0, updated: 0, addedHundredths: 0, changedHundredths: 0 };
    this.#amounts.set(category, amount);
    amount[outcome] += 1;
    amount[outcome === 'created' ? 'addedHundredths' : 'changedHundredths'] += hundredths;
  }
}

function refusal<T>(work: () => T): T | DomainError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function hundredthsOf(task: WorkflowTask | undefined): number {
  return Math.round(Number(task?.estimatedHours ?? 0) * 100);
}

/** What moved with what it depends on goes back to the day that the file names, dependants after what they depend on; where a term ends before, it stays. */
function keepDates(running: RunningWorkflow, dates: ReadonlyMap<WorkflowTask, TaskRow['body']>): void {
  for (let round = 0; round < running.tasks.length; round += 1) {
    const moved = [...dates].filter(([task, { dueOn }]) => task.dueOn !== dueOn && !isClosed(task));
    const kept = moved.filter(([task, { dueOn, reason }]) => !(refusal(() => running.reschedule(task, dueOn ?? '', reason ?? 'a file says so')) instanceof DomainError));
    if (kept.length === 0) return;
  }
}
