import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { auditBulk } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';
import { WebhookEndpointIsStopped, WebhookEndpointNotFound } from './webhook-endpoint.errors.ts';
import { WebhookMessages } from './webhook-messages.repository.ts';

/** Sends an endpoint a message that tells of nothing, the way every other goes. */
@Injectable()
export class PingWebhookEndpointHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly messages: WebhookMessages,
  ) {}

  @Transactional()
  async execute(webhookEndpointId: string, actor: Actor): Promise<string> {
    const endpoint = await this.em.findOne(WebhookEndpoint, webhookEndpointId);
    if (!endpoint) throw new WebhookEndpointNotFound();
    if (!endpoint.active) throw new WebhookEndpointIsStopped();
    const deliveryId = await this.messages.queue({
      tenantId: actor.tenantId, webhookEndpointId, eventId: newId(), type: 'kairos.ping.v1', timestamp: new Date().toISOString(), data: { webhookEndpointId }, ownerUserId: endpoint.ownerUserId,
    });
    auditBulk(this.em, 'intake', { resourceType: 'WebhookEndpoint', resourceId: webhookEndpointId, count: 1, results: JSON.stringify({ pinged: deliveryId }) });
    return deliveryId ?? '';
  }
}
