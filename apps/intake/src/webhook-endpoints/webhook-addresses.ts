import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { RegisterWebhookEndpointBody } from '@kairos/contracts';
import { isNotAllowed, OutboundGate } from '../outbound-gate.ts';
import { UnknownEventType, WebhookAddressRefused } from './webhook-endpoint.errors.ts';
import { beyondReach } from './webhook-event-types.calc.ts';

/** Tells whoever names an address that is not asked, or events that they may not see, so at once. */
@Injectable()
export class WebhookAddresses {
  constructor(private readonly gate: OutboundGate) {}

  /** @throws WebhookAddressRefused, UnknownEventType */
  async demand({ url, eventTypes }: RegisterWebhookEndpointBody, actor: Actor): Promise<void> {
    const beyond = beyondReach(eventTypes, actor);
    if (beyond.length > 0) throw new UnknownEventType(beyond);
    try {
      await this.gate.demand(url);
    } catch (error) {
      throw isNotAllowed(error) ? new WebhookAddressRefused(error.message) : error;
    }
  }
}
