import { taskTransitions, workflowTransitions, type TaskState, type WorkflowStatus } from '@kairos/contracts';
import { DomainError, NotFound, type FieldError } from '@kairos/http';

export class TaskNotFound extends NotFound {
  constructor() {
    super('task');
  }
}

/** A status that cannot be reached; tells those that can. */
export class IllegalTransition extends DomainError {
  constructor(resource: 'task' | 'workflow', from: string, to: string) {
    const legal = resource === 'task' ? taskTransitions[from as TaskState] : workflowTransitions[from as WorkflowStatus];
    const told = legal.length === 0 ? 'none' : legal.join(', ');
    super('conflict', 'illegal-transition', `A ${resource} that is ${from} cannot become ${to}. Legal: ${told}.`, legal.map((status) => ({ pointer: '/status', detail: status, code: 'legal' })));
  }
}

export class TaskMustWait extends DomainError {
  constructor(waitsFor: readonly { id: string; title: string }[]) {
    super('conflict', 'task-must-wait', `It waits for ${waitsFor.map(({ title }) => title).join(', ')}.`, waitsFor.map(({ id, title }) => ({ pointer: `/tasks/${id}`, detail: title, code: 'waits-for' })));
  }
}

export class WorkflowIsNotActive extends DomainError {
  constructor(status: WorkflowStatus) {
    super('conflict', 'workflow-is-not-active', `This workflow is ${status}; its tasks are worked on while it is active.`);
  }
}

export class ReasonRequired extends DomainError {
  constructor() {
    super('unprocessable', 'reason-required', 'Say why.', [{ pointer: '/reason', detail: 'must say why' }]);
  }
}

export class TaskIsMandatory extends DomainError {
  constructor() {
    super('unprocessable', 'task-is-mandatory', 'Only an optional task may be left out.', [{ pointer: '/status', detail: 'must not be Skipped' }]);
  }
}

export class TaskDoesNotApply extends DomainError {
  constructor(unmet: readonly string[]) {
    super('conflict', 'task-does-not-apply', `It does not apply to the plant: ${unmet.join('; ') || 'an excluding condition holds'}.`);
  }
}

export class TaskIsNotDone extends DomainError {
  constructor(missing: FieldError[]) {
    super('unprocessable', 'task-is-not-done', 'Something is missing before it is completed.', missing);
  }
}

export class InvalidTaskData extends DomainError {
  constructor(problems: FieldError[]) {
    super('unprocessable', 'invalid-task-data', 'The form does not hold what it should.', problems);
  }
}

export class TaskIsClosed extends DomainError {
  constructor(state: TaskState) {
    super('conflict', 'task-is-closed', `This task is ${state}.`);
  }
}

export class TermIsPeremptory extends DomainError {
  constructor(endsOn: string) {
    super('unprocessable', 'term-is-peremptory', `The term ends on ${endsOn} and nobody extends it; it stands still only while the authority suspends the practice.`, [{ pointer: '/dueOn', detail: `must not lie after ${endsOn}` }]);
  }
}

export class SuspensionNotPossible extends DomainError {
  constructor(message: string) {
    super('conflict', 'suspension-not-possible', message);
  }
}

export class DayNotPossible extends DomainError {
  constructor(pointer: string, detail: string) {
    super('unprocessable', 'day-not-possible', `The day ${detail}.`, [{ pointer, detail }]);
  }
}

export class AssigneeUnknown extends DomainError {
  constructor() {
    super('unprocessable', 'assignee-unknown', 'There is no such active member who reaches this plant.', [{ pointer: '/assignee', detail: 'must be an active member who reaches the plant' }]);
  }
}

export class NotOfAllowedRole extends DomainError {
  constructor(roles: readonly string[]) {
    super('forbidden', 'not-of-allowed-role', `Only members with one of these roles work on it: ${roles.join(', ')}.`);
  }
}

export class NoSuchPoint extends DomainError {
  constructor() {
    super('unprocessable', 'no-such-point', 'The checklist has no such point.', [{ pointer: '/code', detail: 'must be a point of the checklist' }]);
  }
}

export class TaskFollowsWorkflow extends DomainError {
  constructor() {
    super('conflict', 'task-follows-workflow', 'This task follows a workflow of its own; it moves with that one.');
  }
}
