import { DomainError, NotFound } from '@kairos/http';

/** Its receipt alone was asked for. */
export class ChunkNotFound extends NotFound {
  constructor() {
    super('chunk');
  }
}

export class UserHasNoAccess extends DomainError {
  constructor() {
    super('conflict', 'user-is-inactive', 'This user has no access any more: a file does not give it back.');
  }
}

export class PlanIsFull extends DomainError {
  constructor(why: string) {
    super('conflict', 'plan-limit-reached', why);
  }
}
