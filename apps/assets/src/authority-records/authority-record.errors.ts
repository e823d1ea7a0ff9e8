import { DomainError } from '@kairos/http';

export class DatesOutOfOrder extends DomainError {
  constructor(first: string, second: string) {
    super('unprocessable', 'dates-out-of-order', `${second} must not lie before ${first}.`, [{ pointer: `/${second}`, detail: `must not lie before ${first}` }]);
  }
}

/** A task captured what the record does not take. */
export class CapturedValueRefused extends DomainError {
  constructor(authority: string, field: string, problem: string) {
    super('unprocessable', 'captured-value-refused', `The record of ${authority} does not take ${field}: ${problem}.`, [{ pointer: `/${field}`, detail: problem }]);
  }
}
