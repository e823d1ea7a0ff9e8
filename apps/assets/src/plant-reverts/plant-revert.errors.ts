import { DomainError, NotFound } from '@kairos/http';

export class PlantChangeNotFound extends NotFound {
  constructor() {
    super('change');
  }
}

export class ChangedSince extends DomainError {
  constructor(part: string, fields: readonly string[]) {
    super('conflict', 'changed-since', `Of the ${part} these changed since: ${fields.join(', ')}. Take back the later changes with it.`, fields.map((field) => ({ pointer: `/${field}`, detail: 'changed since' })));
  }
}

/** What was held would not be taken today. */
export class NotTakenBack extends DomainError {
  constructor(part: string, field: string, problem: string) {
    super('unprocessable', 'not-taken-back', `The ${part} does not take ${field} back: ${problem}.`, [{ pointer: `/${field}`, detail: problem }]);
  }
}
