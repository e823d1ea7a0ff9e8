import { DomainError } from '@kairos/http';

export class TooManyTestNotifications extends DomainError {
  constructor(most: number, seconds: number) {
    super('too-many-requests', 'too-many-test-notifications', `You have sent yourself ${most} tests within an hour. Try again in ${seconds} s.`, undefined, { 'retry-after': String(seconds) });
  }
}
