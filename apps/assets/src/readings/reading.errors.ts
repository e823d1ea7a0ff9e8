import { longestWindowDays } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class MeterNotFound extends NotFound {
  constructor() {
    super('meter');
  }
}

export class WindowNotSound extends DomainError {
  constructor() {
    super('unprocessable', 'window-not-sound', `A window ends after it begins, and at most ${longestWindowDays} days later.`, [{ pointer: '/to', detail: `must lie after from, by ${longestWindowDays} days at most` }]);
  }
}
