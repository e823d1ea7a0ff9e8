import { DomainError, NotFound } from '@kairos/http';

export class WorkflowNotFound extends NotFound {
  constructor() {
    super('workflow');
  }
}

export class PlantUnknown extends NotFound {
  constructor() {
    super('plant');
  }
}

export class TemplateDoesNotApply extends DomainError {
  constructor(unmet: readonly string[]) {
    super('unprocessable', 'template-does-not-apply', `This template is not for this plant: ${unmet.join('; ') || 'an excluding condition holds'}.`, unmet.map((detail) => ({ pointer: '/templateId', detail })));
  }
}

export class StageUnknown extends DomainError {
  constructor() {
    super('unprocessable', 'stage-unknown', 'The workflow has no such stage.', [{ pointer: '/stageCode', detail: 'must be a stage of the workflow' }]);
  }
}

export class DependencyNotPossible extends DomainError {
  constructor(detail: string) {
    super('unprocessable', 'dependency-not-possible', 'It cannot depend on that task.', [{ pointer: '/dependsOn', detail }]);
  }
}

export class WorkflowIsClosed extends DomainError {
  constructor(status: string) {
    super('conflict', 'workflow-is-closed', `This workflow is ${status}: it is not added to or changed.`);
  }
}

export class WorkflowIsNotOver extends DomainError {
  constructor(status: string) {
    super('conflict', 'workflow-is-not-over', `This workflow is ${status}: cancel it before you remove it.`);
  }
}

/** Tasks that a workflow has at most, its own and those of its template. */
export const mostTasksOfWorkflow = 200;

export class TooManyTasks extends DomainError {
  constructor(most: number) {
    super('unprocessable', 'too-many-tasks', `A workflow has ${most} tasks at most.`);
  }
}
