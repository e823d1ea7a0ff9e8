import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { v7 as newId } from 'uuid';
import { lessonOf, type SendResult } from './delivery-outcome.calc.ts';
import { DeliveryOrigins, type OriginKind } from './delivery-origins.ts';

/**
 * A result counts while its turn is held: who woke too late writes nothing, because somebody else sends the delivery again.
 * What is done has no turn any more; what is tried again keeps it.
 */
const storeSql = `with result as (
    select * from json_to_recordset(?::json) as r (id uuid, delivery_id uuid, token uuid, outcome text, "then" text, due_in_ms bigint, status integer, error text, response_head text, started_at timestamptz, ms integer)
  ), done as (
    delete from delivery_turn t using result r where t.delivery_id = r.delivery_id and t.token = r.token and r."then" <> 'pending' returning t.delivery_id
  ), again as (
    update delivery_turn t set token = null, due_at = now() + r.due_in_ms * interval '1 millisecond' from result r
    where t.delivery_id = r.delivery_id and t.token = r.token and r."then" = 'pending' returning t.delivery_id
  ), held as (select r.* from result r where r.delivery_id in (select delivery_id from done union all select delivery_id from again)
  ), kept as (
    update delivery d set status = h."then", attempts = d.attempts + 1, last_status = h.status, last_error = h.error, finished_at = case when h."then" = 'pending' then null else now() end
    from held h where d.id = h.delivery_id and d.status = 'pending' returning d.id
  )
  insert into delivery_attempt (id, tenant_id, delivery_id, started_at, ms, outcome, status, error, response_head)
  select h.id, ?, h.delivery_id, h.started_at, h.ms, h.outcome, h.status, h.error, h.response_head from held h join kept k on k.id = h.delivery_id returning delivery_id`;

/** What is learned of a lane: it works, or it has failed too often and is left alone for longer and longer. */
const learnSql = `update delivery_lane set
    failures = case when ?::boolean then 0 else failures end + ?::integer,
    failing_since = case when ?::integer = 0 then null when ?::boolean then now() else coalesce(failing_since, now()) end,
    openings = case when ?::boolean then 0 when failures + ?::integer >= failures_to_open then openings + 1 else openings end,
    ready_at = greatest(ready_at, now() + ?::integer * interval '1 millisecond',
      case when case when ?::boolean then 0 else failures end + ?::integer >= failures_to_open and ?::integer > 0
        then now() + least(5 * power(2, least(openings, 20)), 600) * interval '1 second' end)
  where origin_id = ? and (failures > 0 or ?::integer > 0 or ?::integer > 0)`;

@Injectable()
export class DeliveryResults {
  constructor(
    private readonly em: EntityManager,
    private readonly origins: DeliveryOrigins,
  ) {}

  /** Stores what became of deliveries of one origin, in the order they ended, and what that says of it. */
  async store({ tenantId, originId, kind }: { tenantId: string; originId: string; kind: OriginKind }, results: readonly SendResult[]): Promise<void> {
    const rows = results.map(({ deliveryId, startedAt, dueInMs, responseHead, retryAfterMs: _asked, ...rest }) => ({ ...rest, id: newId(), delivery_id: deliveryId, started_at: startedAt.toISOString(), due_in_ms: dueInMs, response_head: responseHead }));
    await this.asWorker(tenantId, originId, () =>
      this.em.transactional(async (em) => {
        const held = new Set((await em.execute<{ delivery_id: string }[]>(storeSql, [JSON.stringify(rows), tenantId])).map(({ delivery_id }) => delivery_id));
        const counted = results.filter(({ deliveryId }) => held.has(deliveryId));
        if (counted.length === 0) return;
        const { worked, failuresInARow: failed, restMs } = lessonOf(counted);
        await em.execute(learnSql, [worked, failed, failed, worked, worked, failed, restMs, worked, failed, failed, originId, failed, restMs]);
        await this.origins.of(kind).learn?.(originId, counted);
      }),
    );
  }

  asWorker<T>(tenantId: string, requestId: string, work: () => Promise<T>): Promise<T> {
    const context = {
      actorKind: 'service' as const, actorId: null, sessionId: null, action: 'intake.delivery.send', permission: null, requestId, address: null, userAgent: null, reason: null, traceparent: undefined, audit: 'each' as const,
    };
    return runAsTenant(this.em, tenantId, () => runAsCommand(context, work), { upkeep: true });
  }
}
