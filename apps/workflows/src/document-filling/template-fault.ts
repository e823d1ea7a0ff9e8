/** Why a template cannot be filled, in words that go from one process to another. */
export type Fault = { kind: 'malformed' | 'too-large'; detail: string } | { kind: 'not-drawable'; detail: string; variable: string };

/** Thrown where a template is read: no error of the service, whose libraries that process does without. */
export class TemplateFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.detail);
    this.fault = fault;
  }
}

export const malformed = (detail: string): TemplateFault => new TemplateFault({ kind: 'malformed', detail });
export const tooLarge = (): TemplateFault => new TemplateFault({ kind: 'too-large', detail: '' });
