import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';

/** One message to one endpoint. `eventId` names it: an endpoint is told of an event once, however often that comes. */
export type WebhookMessage = { tenantId: string; webhookEndpointId: string; eventId: string; type: string; timestamp: string; data: unknown; ownerUserId: string };

@Injectable()
export class WebhookMessages {
  constructor(private readonly em: EntityManager) {}

  /** Queues a message in the ambient transaction. @returns the delivery's id, or undefined when the endpoint was told already */
  async queue({ tenantId, webhookEndpointId, eventId, type, timestamp, data, ownerUserId }: WebhookMessage): Promise<string | undefined> {
    const id = newId();
    const rows = await this.em.execute<{ id: string }[]>(
      `with made as (
         insert into delivery (id, tenant_id, origin, origin_id, topic, event_id, idempotency_key, payload, payload_sha256, latest, status, owner_user_id, created_at)
         values (?, ?, 'webhook', ?, ?, ?, ?, ?::json, encode(sha256(convert_to(?, 'UTF8')), 'hex'), true, 'pending', ?, now()) on conflict do nothing returning id, tenant_id, origin_id)
       insert into delivery_turn (delivery_id, tenant_id, origin_id, due_at) select id, tenant_id, origin_id, now() from made returning delivery_id as id`,
      [id, tenantId, webhookEndpointId, type, eventId, `msg_${id.replaceAll('-', '')}`, ...Array<string>(2).fill(JSON.stringify({ type, timestamp, data })), ownerUserId],
    );
    return rows[0]?.id;
  }

  /** Gives up whatever waits for an endpoint, in the ambient transaction. */
  async giveUp(webhookEndpointId: string, why: string): Promise<void> {
    await this.em.execute(
      `with given_up as (update delivery set status = 'cancelled', finished_at = now(), last_error = ? where origin_id = ? and status = 'pending' returning id)
       delete from delivery_turn t using given_up where t.delivery_id = given_up.id`,
      [why, webhookEndpointId],
    );
  }
}
