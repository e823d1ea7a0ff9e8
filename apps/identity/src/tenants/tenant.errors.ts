import type { TenantStatus } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class TenantNotFound extends NotFound {
  constructor() {
    super('tenant');
  }
}

export class TenantStatusNotReachable extends DomainError {
  constructor(from: TenantStatus, act: string) {
    super('conflict', 'tenant-status-not-reachable', `A tenant that is ${from} cannot be ${act}.`);
  }
}

export class PlanHasEnded extends DomainError {
  constructor(endedOn: string) {
    super('conflict', 'plan-has-ended', `The plan ended on ${endedOn}: set a plan with a later end first.`);
  }
}

export class AdministratorNotProved extends DomainError {
  constructor() {
    super('conflict', 'address-not-proved', 'There is an account with this e-mail address that somebody else may have made: have its owner reset the password by mail first.');
  }
}
