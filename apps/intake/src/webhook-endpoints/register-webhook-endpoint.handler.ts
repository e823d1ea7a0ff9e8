import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RegisterWebhookEndpointBody } from '@kairos/contracts';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { webhookLane } from './webhook-patience.calc.ts';
import { WebhookAddresses } from './webhook-addresses.ts';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';
import { TooManyWebhookEndpoints } from './webhook-endpoint.errors.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

const mostOfTenant = 50;

@Injectable()
export class RegisterWebhookEndpointHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly addresses: WebhookAddresses,
    private readonly secrets: WebhookSecrets,
    private readonly lanes: DeliveryLanes,
  ) {}

  /** @returns the id, and the secret to show once */
  @Transactional()
  async execute(body: RegisterWebhookEndpointBody, actor: Actor): Promise<{ id: string; secret: string }> {
    await this.addresses.demand(body, actor);
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 4))', [actor.tenantId]);
    if ((await this.em.count(WebhookEndpoint, {})) >= mostOfTenant) throw new TooManyWebhookEndpoints(mostOfTenant);
    const secret = this.secrets.make();
    const endpoint = WebhookEndpoint.register(actor, body, (id) => this.secrets.seal(secret, id));
    this.em.persist(endpoint);
    await this.lanes.keep(webhookLane(endpoint));
    return { id: endpoint.id, secret };
  }
}
