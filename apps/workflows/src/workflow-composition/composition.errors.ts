import { DomainError } from '@kairos/http';

export class PhaseTakenTwice extends DomainError {
  constructor(phase: string) {
    super('unprocessable', 'phase-taken-twice', `Two of the templates are for the phase ${phase}; each phase takes one.`, [{ pointer: '/parts', detail: `must name one template for ${phase}` }]);
  }
}

export class TemplateHasNoPhase extends DomainError {
  constructor(templateId: string) {
    super('unprocessable', 'template-has-no-phase', `${templateId} is for no phase; it is started by itself.`, [{ pointer: '/parts', detail: `must not name ${templateId}` }]);
  }
}

export class WorkflowsOfSeveralPlants extends DomainError {
  constructor() {
    super('unprocessable', 'workflows-of-several-plants', 'Only workflows of one plant become one.', [{ pointer: '/workflowIds', detail: 'must be of one plant' }]);
  }
}

export class WorkflowNamedTwice extends DomainError {
  constructor() {
    super('unprocessable', 'workflow-named-twice', 'A workflow is named twice.', [{ pointer: '/workflowIds', detail: 'must name each once' }]);
  }
}
