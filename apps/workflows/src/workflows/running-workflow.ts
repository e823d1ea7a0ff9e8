import { PlainDate, taskTransitions, type HolidayCalendar, type RequirementView, type TaskData, type TaskState, type WorkflowStatus } from '@kairos/contracts';
import { DocumentsMissing } from '../document-requirements/document-requirements.errors.ts';
import { matchRequirements, unmet } from '../document-requirements/match-requirements.calc.ts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { followUp, isClosed, waitsFor, type Slot } from '../tasks/task-schedule.calc.ts';
import { resumed } from '../tasks/suspension.calc.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { DayNotPossible, IllegalTransition, ReasonRequired, SuspensionNotPossible, TaskDoesNotApply, TaskFollowsWorkflow, TaskIsClosed, TaskIsMandatory, TaskIsNotDone, TaskMustWait, TaskNotFound, TermIsPeremptory, WorkflowIsNotActive } from '../tasks/task.errors.ts';
import { termEnd } from '../tasks/term.calc.ts';
import { WorkflowChange, type NewChange } from './workflow-change.entity.ts';
import { Workflow } from './workflow.entity.ts';

/** What a task becomes that follows another workflow; a draft or a paused one leaves it as it is. */
const followed: Partial<Record<WorkflowStatus, TaskState>> = { Active: 'In Progress', Completed: 'Completed', Cancelled: 'Blocked' };

/** Who changes something, and on which day; nobody when facts of the plant changed. */
export type Occasion = { actorId: string | null; today: string; calendar: HolidayCalendar };
/** `unmetDocuments`: by the id of a task, the required ones that are not there and valid; nothing is there yet for a task that it does not name. */
export type OccasionAtPlant = Occasion & { plant: ObligationFacts | null; unmetDocuments?: ReadonlyMap<string, readonly RequirementView[]> };

/** A workflow with its tasks while a command works on it: what one change brings about elsewhere happens here, and is told in the timeline. */
export class RunningWorkflow {
  readonly changes: WorkflowChange[] = [];
  readonly added: WorkflowTask[] = [];
  /** The task that the actor works on for a user who is away. */
  standIn: { taskId: string; userId: string } | null = null;
  /** Whoever works on it has more to do: it is completed when they are through, by `closeOrReopen`. */
  moreToCome = false;
  statusBefore: WorkflowStatus;
  private readonly keptOpen = new Set<WorkflowTask>();

  constructor(
    readonly workflow: Workflow,
    readonly tasks: WorkflowTask[],
    private readonly occasion: OccasionAtPlant,
  ) {
    this.statusBefore = workflow.status;
  }

  get actorId(): string | null {
    return this.occasion.actorId;
  }

  get today(): string {
    return this.occasion.today;
  }

  /** The facts of the plant, which stay as they are until the command is over; null for one that is not known (any more). */
  get plant(): ObligationFacts | null {
    return this.occasion.plant;
  }

  get calendar(): HolidayCalendar {
    return this.occasion.calendar;
  }

  /** A copy of it as it stands, to try something out on: nothing of that is stored or told. */
  rehearsal(): RunningWorkflow {
    const copy = new RunningWorkflow(Object.assign(new Workflow(), { ...this.workflow }), this.tasks.map((task) => Object.assign(new WorkflowTask(), { ...task })), this.occasion);
    return Object.assign(copy, { statusBefore: this.statusBefore, moreToCome: this.moreToCome });
  }

  /** A task does not close itself while this command is at work: somebody has just opened it again, or nobody knows yet whether what it asks for is there. */
  keepOpen(task: WorkflowTask): void {
    this.keptOpen.add(task);
  }

  /** @throws TaskNotFound */
  task(taskId: string): WorkflowTask {
    const task = this.tasks.find(({ id }) => id === taskId);
    if (!task) throw new TaskNotFound();
    return task;
  }

  note(change: NewChange): void {
    const { tenantId, id: workflowId } = this.workflow;
    const insteadOf = change.taskId !== undefined && change.taskId === this.standIn?.taskId ? this.standIn.userId : null;
    this.changes.push(WorkflowChange.of({ tenantId, workflowId, actorId: this.occasion.actorId, insteadOf }, change));
  }

  /** How it was set up, as the first entry of its timeline. */
  tellStart(): void {
    const { templateId, templateVersion, status, startsOn } = this.workflow;
    const template = templateId && templateVersion ? { id: templateId, version: templateVersion } : null;
    this.note({ kind: 'workflow.started', after: { template, status, startsOn, tasks: this.tasks.length } });
  }

  /** @throws WorkflowIsNotActive */
  demandActive(): void {
    if (this.workflow.status !== 'Active') throw new WorkflowIsNotActive(this.workflow.status);
  }

  /** Starts a task, puts it back, blocks, skips or reopens it. It begins once: a term that runs since then does not begin again. */
  moveTask(task: WorkflowTask, to: TaskState, reason: string | null, on = this.today): void {
    const reopens = task.state === 'Completed';
    if (!(reopens && this.workflow.status === 'Completed')) this.demandActive();
    if (!taskTransitions[task.state].includes(to)) throw new IllegalTransition('task', task.state, to);
    if (task.tracksWorkflowId) throw new TaskFollowsWorkflow();
    if (task.suspendedOn) throw new SuspensionNotPossible('The authority holds this task up; resume it first.');
    if (task.state === 'Skipped' && task.skipped?.by === 'condition') throw new TaskDoesNotApply(task.skipped.unmet);
    if (to === 'Skipped' && !task.definition.optional) throw new TaskIsMandatory();
    const begun = Boolean(task.startedOn);
    const putsBack = to === 'To Start' && begun && task.definition.peremptory !== null;
    if ((to === 'Skipped' || to === 'Blocked' || reopens || putsBack) && !reason) throw new ReasonRequired();
    if (to === 'In Progress' && !reopens) this.demandTurn(task);
    if (on > this.today) throw new DayNotPossible('/on', 'must not lie in the future');
    const begins = to === 'In Progress' && !begun;
    this.settling(() => {
      const state = task.state;
      const more = to === 'Skipped' ? { skipped: { by: 'choice' as const, why: null, unmet: [] } } : to === 'Blocked' ? { blockedReason: reason } : begins ? { startedOn: on } : {};
      task.moveTo(to, reason, more);
      this.note({ taskId: task.id, kind: 'task.status', before: { state }, after: { state: to }, reason });
      if (begins) this.beginTerm(task, on);
    });
    if (reopens) this.keepOpen(task);
    if (begins) this.closeIfDone(task);
    if (to === 'Skipped') this.closeWhatCameTrue();
  }

  complete(task: WorkflowTask, { on = this.today, data = {}, note = null, actualHours }: { on?: string; data?: TaskData; note?: string | null; actualHours?: string | undefined }): void {
    this.demandActive();
    if (!taskTransitions[task.state].includes('Completed')) throw new IllegalTransition('task', task.state, 'Completed');
    if (task.tracksWorkflowId) throw new TaskFollowsWorkflow();
    if (task.suspendedOn) throw new SuspensionNotPossible('The authority holds this task up; resume it first.');
    if (on > this.today) throw new DayNotPossible('/completedOn', 'must not lie in the future');
    if (task.startedOn && on < task.startedOn) throw new DayNotPossible('/completedOn', `must not lie before ${task.startedOn}, on which it was started`);
    task.data = { ...task.data, ...data };
    const missing = task.missing(this.plant);
    if (missing.length > 0) throw new TaskIsNotDone(missing);
    const documents = this.unmetDocuments(task);
    if (documents.length > 0) throw new DocumentsMissing(documents);
    this.close(task, { on, note, actualHours });
  }

  /** Closes a task that its rule lets close by itself. */
  closeIfDone(task: WorkflowTask): void {
    if (this.workflow.status === 'Active' && !this.keptOpen.has(task) && task.closesItself(this.plant) && this.unmetDocuments(task).length === 0) this.close(task, { on: this.today, note: null });
  }

  /** Closes every task whose turn it is and that waits for nothing but facts of the plant which are true by now, one after the other. */
  closeWhatCameTrue(): void {
    for (const task of this.tasks) {
      if (this.workflow.status !== 'Active') return;
      if (!task.definition.completion.when?.plant || !task.definition.completion.closesItself || task.tracksWorkflowId || this.keptOpen.has(task)) continue;
      if (task.state === 'To Start' && task.missing(this.plant).length === 0 && this.unmetDocuments(task).length === 0 && this.waitsFor(task).length === 0) this.moveTask(task, 'In Progress', 'what it waits for has come true');
      this.closeIfDone(task);
    }
  }

  reschedule(task: WorkflowTask, dueOn: string, reason: string): void {
    if (isClosed(task)) throw new TaskIsClosed(task.state);
    if (task.termEndsOn && dueOn > task.termEndsOn) throw new TermIsPeremptory(task.termEndsOn);
    this.settling(() => this.move(task, { startsOn: task.startsOn && task.startsOn < dueOn ? task.startsOn : dueOn, dueOn }, reason));
  }

  suspend(task: WorkflowTask, on: string, reason: string): void {
    this.demandActive();
    if (task.state !== 'In Progress') throw new SuspensionNotPossible(`This task is ${task.state}; an authority holds up what is in progress.`);
    if (task.suspendedOn) throw new SuspensionNotPossible('It is suspended already.');
    if (on > this.today) throw new DayNotPossible('/on', 'must not lie in the future');
    if (task.startedOn && on < task.startedOn) throw new DayNotPossible('/on', `must not lie before ${task.startedOn}, on which it was started`);
    task.change({ suspendedOn: on });
    this.note({ taskId: task.id, kind: 'task.suspended', before: { dueOn: task.dueOn ?? null }, after: { suspendedOn: on }, reason });
  }

  /** The term goes on with as many days as were left when it stood still, counted in its own kind of days. */
  resume(task: WorkflowTask, on: string, reason: string | null): void {
    this.demandActive();
    const { suspendedOn } = task;
    if (!suspendedOn) throw new SuspensionNotPossible('It is not suspended.');
    if (on > this.today || on < suspendedOn) throw new DayNotPossible('/on', `must lie between ${suspendedOn} and today`);
    this.settling(() => this.endSuspension(task, on, reason));
    this.closeIfDone(task);
  }

  /** Within `settling`: the days a task stood still are over, and its term ends so much later. */
  endSuspension(task: WorkflowTask, on: string, reason: string | null): void {
    const { suspendedOn } = task;
    const after = resumed(task, on, this.calendar);
    if (!after) return;
    const { days, in: unit, dueOn, termEndsOn, suspendedDays } = after;
    task.change({ suspendedOn: null, suspendedDays });
    this.note({ taskId: task.id, kind: 'task.resumed', before: { suspendedOn, dueOn: task.dueOn ?? null }, after: { resumedOn: on, suspendedDays: days, in: unit, dueOn }, reason });
    if (dueOn && days > 0) task.reschedule({ dueOn, termEndsOn }, 'suspended by the authority');
  }

  /** A task does what the workflow it follows has come to. */
  follow(task: WorkflowTask, child: WorkflowStatus): void {
    const to = followed[child];
    if (!to || task.state === to || !taskTransitions[task.state].includes(to)) return;
    if (to === 'Completed') return this.close(task, { on: this.today, note: null });
    this.settling(() => {
      const { state } = task;
      const reason = `its workflow is ${child}`;
      task.moveTo(to, reason, to === 'Blocked' ? { blockedReason: reason } : { startedOn: task.startedOn ?? this.today });
      this.note({ taskId: task.id, kind: 'task.status', before: { state }, after: { state: to }, reason });
    });
  }

  moveWorkflow(status: WorkflowStatus, reason: string | null): void {
    if (status === 'Completed' && this.workflow.status === 'Active') {
      const open = this.tasks.filter((task) => !isClosed(task));
      if (open.length > 0) throw new TaskIsNotDone(open.map(({ id, definition }) => ({ pointer: `/tasks/${id}`, detail: definition.title.en })));
    }
    if ((status === 'Paused' || status === 'Cancelled' || this.workflow.status === 'Completed') && !reason) throw new ReasonRequired();
    this.changeStatus(status, reason);
  }

  /** Does something to tasks, then moves what depends on them and closes or reopens the workflow. */
  settling(work: () => void): void {
    const before = this.slots();
    work();
    const { stages, startsOn } = this.workflow;
    for (const [taskId, dates] of followUp(before, this.slots(), stages, startsOn, this.calendar)) {
      const task = this.task(taskId);
      this.move(task, dates, 'moved with what it depends on');
    }
    this.closeOrReopen();
  }

  /** The workflow is completed with its last task, and active again with one that is open. */
  closeOrReopen(): void {
    const allClosed = this.tasks.length > 0 && this.tasks.every(isClosed);
    if (allClosed && !this.moreToCome && this.workflow.status === 'Active' && this.tasks.some(({ state }) => state === 'Completed')) this.changeStatus('Completed', null);
    if (!allClosed && this.workflow.status === 'Completed') this.changeStatus('Active', 'a task is open again');
  }

  /** The documents that a task requires and that are not there and valid. */
  unmetDocuments({ id, definition }: WorkflowTask): readonly RequirementView[] {
    return this.occasion.unmetDocuments?.get(id) ?? unmet(matchRequirements(definition.documents, [], this.today));
  }

  waitsFor(task: WorkflowTask): WorkflowTask[] {
    const waiting = waitsFor(task.slot(), this.slots(), this.workflow.stages);
    return this.tasks.filter(({ id }) => waiting.some((slot) => slot.id === id));
  }

  private demandTurn(task: WorkflowTask): void {
    const waiting = this.waitsFor(task);
    if (waiting.length > 0) throw new TaskMustWait(waiting.map(({ id, definition }) => ({ id, title: definition.title.en })));
  }

  private close(task: WorkflowTask, { on, note, actualHours }: { on: string; note: string | null; actualHours?: string | undefined }): void {
    this.settling(() => {
      const { state } = task;
      task.complete({ on, by: this.occasion.actorId, note, ...(actualHours === undefined ? {} : { actualHours }) });
      this.note({ taskId: task.id, kind: 'task.completed', before: { state }, after: { state: 'Completed', completedOn: on, data: task.data }, reason: note });
    });
    this.closeWhatCameTrue();
  }

  /** A term that nobody extends runs from the day its task really begins. */
  private beginTerm(task: WorkflowTask, on: string): void {
    const term = task.definition.peremptory;
    if (!term) return;
    const endsOn = termEnd(this.calendar, on, term.days, term.in);
    if (task.dueOn !== endsOn || task.termEndsOn !== endsOn) this.move(task, { startsOn: on, dueOn: endsOn, termEndsOn: endsOn }, 'its term runs from the day it began');
  }

  private move(task: WorkflowTask, dates: { startsOn: string; dueOn: string; termEndsOn?: string }, reason: string): void {
    if (![dates.startsOn, dates.dueOn].every((day) => PlainDate.safeParse(day).success)) throw new DayNotPossible('/dueOn', 'would move a task that depends on it beyond the year 9999');
    const before = { startsOn: task.startsOn ?? null, dueOn: task.dueOn ?? null };
    const term = task.definition.peremptory;
    const termEndsOn = dates.termEndsOn ?? (term && !task.startedOn && dates.startsOn !== task.startsOn ? termEnd(this.calendar, dates.startsOn, term.days, term.in) : task.termEndsOn);
    task.reschedule({ ...dates, termEndsOn: termEndsOn ?? null }, reason);
    this.note({ taskId: task.id, kind: 'task.rescheduled', before, after: { startsOn: dates.startsOn, dueOn: dates.dueOn }, reason });
  }

  private changeStatus(status: WorkflowStatus, reason: string | null): void {
    const before = { status: this.workflow.status };
    this.workflow.moveTo(status);
    this.note({ kind: 'workflow.status', before, after: { status }, reason });
  }

  private slots(): Slot[] {
    return this.tasks.map((task) => task.slot());
  }
}
