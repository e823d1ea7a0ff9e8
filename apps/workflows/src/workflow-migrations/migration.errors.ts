import { DomainError } from '@kairos/http';

export class WorkflowHasNoTemplate extends DomainError {
  constructor() {
    super('conflict', 'workflow-has-no-template', 'It follows no template: set up by hand, composed or merged, it is changed task by task.');
  }
}

export class NotANewerVersion extends DomainError {
  constructor(current: number, wanted: number) {
    super('conflict', 'not-a-newer-version', `The workflow follows version ${current}; version ${wanted} is no newer one.`, [{ pointer: '/templateVersion', detail: `must be above ${current}` }]);
  }
}

export class PreviewIsOutdated extends DomainError {
  constructor() {
    super('conflict', 'preview-outdated', 'The workflow, the plant or the day changed since the preview: look at it again.', [{ pointer: '/digest', detail: 'must be that of the preview as it is now' }]);
  }
}
