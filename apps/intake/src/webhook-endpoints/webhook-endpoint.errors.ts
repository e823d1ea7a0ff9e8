import { DomainError, NotFound } from '@kairos/http';

export class WebhookEndpointNotFound extends NotFound {
  constructor() {
    super('webhook-endpoint');
  }
}

export class WebhookAddressRefused extends DomainError {
  constructor(why: string) {
    super('unprocessable', 'address-not-allowed', why, [{ pointer: '/url', detail: 'is not asked' }]);
  }
}

export class UnknownEventType extends DomainError {
  constructor(patterns: readonly number[]) {
    super('unprocessable', 'unknown-event-type', 'There are no such events that you may see.', patterns.map((index) => ({ pointer: `/eventTypes/${index}`, detail: 'stands for no event that you may see' })));
  }
}

export class WebhookEndpointIsStopped extends DomainError {
  constructor() {
    super('conflict', 'webhook-endpoint-is-stopped', 'The endpoint is told nothing at the moment. Activate it first.');
  }
}

export class TooManyWebhookEndpoints extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-webhook-endpoints', `A tenant has at most ${most} webhook endpoints.`);
  }
}
