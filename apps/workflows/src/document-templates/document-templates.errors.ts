import { DomainError, NotFound } from '@kairos/http';

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
    super('unprocessable', 'template-too-large', 'A template has 10 MB at most, 40 MB when it is unpacked, and is filled within 10 seconds and half a gigabyte of memory.');
  }
}

/** A form field would show something else than it holds. */
export class ValueNotDrawable extends DomainError {
  constructor(variable: string, detail: string) {
    super('unprocessable', 'character-not-printable', detail, [{ pointer: `/variables/${variable}`, detail: 'cannot be drawn' }]);
  }
}

export class TemplatesAreBusy extends DomainError {
  constructor() {
    super('unavailable', 'templates-busy', 'Many templates are being filled; ask again in a moment.', undefined, { 'retry-after': '10' });
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

export class DocumentTemplateNotFound extends NotFound {
  constructor() {
    super('document-template');
  }
}

/** The fonts of our PDF letters know the letters of Western Europe. */
export class CharacterNotPrintable extends DomainError {
  constructor(character: string) {
    super('unprocessable', 'character-not-printable', `The PDF cannot show “${character}” (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}); ask for the DOCX.`, [{ pointer: '/format', detail: 'docx shows it' }]);
  }
}
