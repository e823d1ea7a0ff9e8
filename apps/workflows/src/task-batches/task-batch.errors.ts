import { DomainError, NotFound } from '@kairos/http';

/** Its receipt alone was asked for. */
export class ChunkNotFound extends NotFound {
  constructor() {
    super('chunk');
  }
}

export class ImportIsUndone extends DomainError {
  constructor() {
    super('conflict', 'import-is-undone', 'The import was undone: no more of its rows are taken.');
  }
}

export class ImportNotPermitted extends DomainError {
  constructor() {
    super('forbidden', 'permission-missing', 'This needs the permission workflows.workflow.write.');
  }
}

export class ImportIsNotBeingUndone extends DomainError {
  constructor() {
    super('conflict', 'import-is-not-being-undone', 'The undo of this import was not opened.');
  }
}

/** The plant has no workflow of the name, and the row does not say how to start one. */
export class WorkflowNotNamed extends DomainError {
  constructor() {
    super('unprocessable', 'workflow-not-found', 'The plant has no workflow of this name: name a template or a category to start it.', [{ pointer: '/workflow', detail: 'is no workflow of the plant' }]);
  }
}

export class WorkflowAmbiguous extends DomainError {
  constructor(count: number) {
    super('conflict', 'workflow-ambiguous', `${count} workflows of the plant that go on are called so.`, [{ pointer: '/workflow', detail: 'names several' }]);
  }
}

export class TaskAmbiguous extends DomainError {
  constructor(codes: readonly string[]) {
    super('conflict', 'task-ambiguous', `Several tasks of the workflow are called so; name one by its code: ${codes.join(', ')}.`, [{ pointer: '/title', detail: 'names several' }]);
  }
}

export class DueDateMissing extends DomainError {
  constructor() {
    super('unprocessable', 'due-date-missing', 'A task that the workflow does not have yet needs a due date.', [{ pointer: '/dueOn', detail: 'must say when it falls due' }]);
  }
}

/** A day that is known already, and is another one than the file says. */
export class DayIsKnown extends DomainError {
  constructor(field: 'startedOn' | 'completedOn', day: string) {
    super('conflict', 'day-is-known', `It is ${day} already; a file does not change that.`, [{ pointer: `/${field}`, detail: `must be ${day}` }]);
  }
}

export class AssigneeNotKnown extends DomainError {
  constructor() {
    super('unprocessable', 'assignee-unknown', 'There is no such role or team, and no such active member who reaches this plant.', [{ pointer: '/assignee', detail: 'must be a member who reaches the plant, a role such as kronos/Operator, or a team' }]);
  }
}
