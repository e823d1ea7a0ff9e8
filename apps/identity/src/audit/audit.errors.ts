import { DomainError } from '@kairos/http';

export class UserIsStillActive extends DomainError {
  constructor() {
    super('conflict', 'user-is-still-active', 'Deactivate this user first: the details of people who still work here are not erased.');
  }
}
