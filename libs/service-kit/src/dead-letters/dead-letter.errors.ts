import { DomainError, NotFound } from '@kairos/http';

export class DeadLetterNotFound extends NotFound {
  constructor() {
    super('dead-letter');
  }
}

export class DeadLetterFailedAgain extends DomainError {
  constructor(reason: string) {
    super('conflict', 'dead-letter-failed-again', `It could not be consumed this time either: ${reason}`);
  }
}
