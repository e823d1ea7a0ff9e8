import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { DeliveriesReplayed, DeliveryId, ReplayDeliveriesBody } from '@kairos/contracts';
import { auditBulk } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { ownImports } from '../own-imports.calc.ts';
import { ownDelivery } from './deliveries.queries.ts';
import { DeliveryNotFound, DeliveryStillPending, DeliverySuperseded } from './delivery.errors.ts';

/** So many at most are sent again by one command, in the order they were made; the next goes on behind them. */
const mostAtOnce = 10_000;

/** A delivery that is sent again keeps its key, so that whoever took it already knows it again, and starts counting its attempts anew. */
const replaySql = `with chosen as (%), again as (
    update delivery d set status = 'pending', attempts = 0, finished_at = null from chosen where d.id = chosen.id returning d.id, d.tenant_id, d.origin_id
  ), turned as (
    insert into delivery_turn (delivery_id, tenant_id, origin_id, due_at) select id, tenant_id, origin_id, now() from again on conflict (delivery_id) do nothing
  ) select id from chosen order by id`;

@Injectable()
export class ReplayDeliveriesHandler {
  constructor(private readonly em: EntityManager) {}

  /** @throws DeliveryNotFound, DeliveryStillPending, DeliverySuperseded */
  @Transactional()
  async one(deliveryId: string, actor: Actor): Promise<void> {
    const { userId, apiKeyId } = ownImports(actor);
    const [delivery] = await tenantQuery<{ status: string; latest: boolean }>(this.em, `select d.status, d.latest from delivery d where ${ownDelivery} and d.id = $3 for update`, [userId, apiKeyId, deliveryId]);
    if (!delivery) throw new DeliveryNotFound();
    if (delivery.status === 'pending') throw new DeliveryStillPending();
    if (!delivery.latest) throw new DeliverySuperseded();
    await tenantQuery(this.em, replaySql.replace('%', 'select d.id from delivery d where d.id = $1'), [deliveryId]);
    auditBulk(this.em, 'intake', { resourceType: 'Delivery', resourceId: deliveryId, count: 1, results: JSON.stringify({ replayed: [deliveryId] }) });
  }

  @Transactional()
  async all({ connectorId, webhookEndpointId, importJobId, createdFrom, createdBefore, deadOnly, after }: ReplayDeliveriesBody, actor: Actor): Promise<DeliveriesReplayed> {
    const { userId, apiKeyId } = ownImports(actor);
    const chosen = `select d.id from delivery d
      where ${ownDelivery} and ($3::uuid is null or d.origin_id = $3) and ($4::uuid is null or d.import_job_id = $4) and ($5::timestamptz is null or d.created_at >= $5) and ($6::timestamptz is null or d.created_at < $6)
        and d.latest and d.status = any($7::text[]) and ($8::uuid is null or d.id > $8) order by d.id limit ${mostAtOnce} for update`;
    const rows = await tenantQuery<{ id: DeliveryId }>(this.em, replaySql.replace('%', chosen), [
      userId, apiKeyId, connectorId ?? webhookEndpointId ?? null, importJobId ?? null, createdFrom ?? null, createdBefore ?? null, deadOnly ? ['dead'] : ['dead', 'delivered'], after ?? null,
    ]);
    auditBulk(this.em, 'intake', { resourceType: 'Delivery', resourceId: connectorId ?? webhookEndpointId ?? importJobId ?? '', count: rows.length, results: JSON.stringify({ replayed: rows.map(({ id }) => id) }) });
    return { deliveries: rows.length, next: rows.length === mostAtOnce ? (rows.at(-1)?.id ?? null) : null };
  }
}
