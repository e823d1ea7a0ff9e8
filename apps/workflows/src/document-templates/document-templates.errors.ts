import { DomainError } from '@kairos/http';

/** It is no DOCX and no PDF with form fields. */
export class NotATemplate extends DomainError {
  constructor() {
    super('unprocessable', 'not-a-template', 'A template is a DOCX with variables in braces, or a PDF with form fields.');
  }
}

export class TemplateIsMalformed extends DomainError {
  constructor(detail: string) {
    super('unprocessable', 'template-malformed', detail);
  }
}

export class TemplateTooLarge extends DomainError {
  constructor() {
    super('unprocessable', 'template-too-large', 'A template has 10 MB at most, and 40 MB when it is unpacked.');
  }
}

export class VariablesUnresolved extends DomainError {
  constructor(variables: readonly { name: string; status: string }[]) {
    super('unprocessable', 'variables-unresolved', 'Some variables have no value; ask with "unresolved": "blank" to leave their places empty.', variables.map(({ name, status }) => ({ pointer: `/variables/${name}`, detail: `is ${status}` })));
  }
}

export class TemplatePlantNotFound extends DomainError {
  constructor(field: 'plantId' | 'workflowId') {
    super('unprocessable', 'template-target-not-found', 'There is no such plant, or no such workflow of it.', [{ pointer: `/${field}`, detail: 'is not there' }]);
  }
}
