import { DomainError } from '@kairos/http';

export class MonthsNotSound extends DomainError {
  constructor() {
    super('unprocessable', 'months-not-sound', 'The first month comes before the last, and there are 60 at most.', [{ pointer: '/to', detail: 'must not lie before from, nor 60 months or more after it' }]);
  }
}

export class MonthIsShorter extends DomainError {
  constructor(hours: number) {
    super('unprocessable', 'month-is-shorter', `The month has ${hours} hours.`, [{ pointer: '/unavailableHours', detail: `must be at most ${hours}` }]);
  }
}
