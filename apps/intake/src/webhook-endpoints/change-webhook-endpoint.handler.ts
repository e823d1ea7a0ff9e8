import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeWebhookEndpointBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { WebhookAddresses } from './webhook-addresses.ts';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';
import { WebhookEndpointNotFound } from './webhook-endpoint.errors.ts';
import { WebhookMessages } from './webhook-messages.repository.ts';
import { webhookLane } from './webhook-patience.calc.ts';

type At = { webhookEndpointId: string; version: number };

@Injectable()
export class ChangeWebhookEndpointHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly addresses: WebhookAddresses,
    private readonly lanes: DeliveryLanes,
    private readonly messages: WebhookMessages,
  ) {}

  @Transactional()
  async execute({ body, ...at }: At & { body: ChangeWebhookEndpointBody }, actor: Actor): Promise<void> {
    await this.addresses.demand(body, actor);
    const endpoint = await this.find(at);
    // What waits was meant for what its owner may see.
    if (endpoint.ownerUserId !== actor.userId) await this.messages.giveUp(endpoint.id, 'somebody else answers for the endpoint now');
    endpoint.change(actor, body);
  }

  /** Switches it on or off. What waits for one that is off goes on waiting. */
  @Transactional()
  async switch({ active, ...at }: At & { active: boolean }): Promise<void> {
    const endpoint = await this.find(at);
    if (active) endpoint.activate();
    else endpoint.stop('by-hand');
    await this.lanes.keep(webhookLane(endpoint));
  }

  private async find({ webhookEndpointId, version }: At): Promise<WebhookEndpoint> {
    const endpoint = await this.em.findOne(WebhookEndpoint, webhookEndpointId);
    if (!endpoint) throw new WebhookEndpointNotFound();
    expectVersion(endpoint.version, version);
    return endpoint;
  }
}
