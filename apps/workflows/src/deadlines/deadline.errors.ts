import type { DeadlineStatus } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class DeadlineNotFound extends NotFound {
  constructor() {
    super('deadline');
  }
}

export class DeadlineIsNotPending extends DomainError {
  constructor(status: DeadlineStatus) {
    super('conflict', 'deadline-is-not-pending', `This deadline is ${status}; only an open or undated one can be completed.`);
  }
}

export class CompletedInTheFuture extends DomainError {
  constructor(completedOn: string, today: string) {
    super('unprocessable', 'completed-in-the-future', `${completedOn} lies after today, ${today}.`, [{ pointer: '/completedOn', detail: 'must not lie in the future' }]);
  }
}

export class CompletedBeforeItsTerm extends DomainError {
  constructor(completedOn: string, coveredAfter: string) {
    super('unprocessable', 'completed-before-its-term', `Work done on ${completedOn} met an earlier occurrence.`, [
      { pointer: '/completedOn', detail: `must lie after ${coveredAfter}` },
    ]);
  }
}
