import { DomainError, NotFound } from '@kairos/http';

export class GrantsMoreThanHeld extends DomainError {
  constructor(permissions: string[]) {
    super('forbidden', 'grants-more-than-held', `You do not hold these permissions yourself: ${permissions.join(', ')}.`);
  }
}

export class ReachesMoreThanHeld extends DomainError {
  constructor() {
    super('forbidden', 'reaches-more-than-held', 'This row scope reaches rows that you do not reach yourself.');
  }
}

export class MembershipNotFound extends NotFound {
  constructor() {
    super('membership');
  }
}
