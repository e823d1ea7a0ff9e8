import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { CancelDeliveriesBody, DeliveriesChanged, DeliveryStatus } from '@kairos/contracts';
import { auditBulk } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { ownImports } from '../own-imports.calc.ts';
import { ownDelivery } from './deliveries.queries.ts';
import { DeliveryIsOver, DeliveryNotFound } from './delivery.errors.ts';

/** What is on its way at this moment arrives all the same: nobody can call it back. */
const cancelSql = `with chosen as (%), given_up as (update delivery d set status = 'cancelled', finished_at = now() from chosen where d.id = chosen.id returning d.id)
  delete from delivery_turn t using given_up where t.delivery_id = given_up.id returning t.delivery_id`;

@Injectable()
export class CancelDeliveriesHandler {
  constructor(private readonly em: EntityManager) {}

  /** @throws DeliveryNotFound, DeliveryIsOver */
  @Transactional()
  async one(deliveryId: string, actor: Actor): Promise<void> {
    const { userId, apiKeyId } = ownImports(actor);
    const [delivery] = await tenantQuery<{ status: DeliveryStatus }>(this.em, `select d.status from delivery d where ${ownDelivery} and d.id = $3`, [userId, apiKeyId, deliveryId]);
    if (!delivery) throw new DeliveryNotFound();
    const rows = await tenantQuery(this.em, cancelSql.replace('%', `select d.id from delivery d where d.id = $1 and d.status = 'pending'`), [deliveryId]);
    if (rows.length === 0) throw new DeliveryIsOver(delivery.status);
    auditBulk(this.em, 'intake', { resourceType: 'Delivery', resourceId: deliveryId, count: 1, results: JSON.stringify({ cancelled: [deliveryId] }) });
  }

  @Transactional()
  async all({ connectorId, webhookEndpointId, importJobId }: CancelDeliveriesBody, actor: Actor): Promise<DeliveriesChanged> {
    const { userId, apiKeyId } = ownImports(actor);
    const chosen = `select d.id from delivery d where ${ownDelivery} and ($3::uuid is null or d.origin_id = $3) and ($4::uuid is null or d.import_job_id = $4) and d.status = 'pending'`;
    const rows = await tenantQuery<{ delivery_id: string }>(this.em, cancelSql.replace('%', chosen), [userId, apiKeyId, connectorId ?? webhookEndpointId ?? null, importJobId ?? null]);
    auditBulk(this.em, 'intake', { resourceType: 'Delivery', resourceId: connectorId ?? webhookEndpointId ?? importJobId ?? '', count: rows.length, results: JSON.stringify({ cancelled: rows.length }) });
    return { deliveries: rows.length };
  }
}
