import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

/** The right of one worker to send some deliveries of one lane, until its lease is over. */
export type Turns = { tenantId: string; originId: string; token: string; deliveryIds: string[] };
type Ready = { origin_id: string; tenant_id: string; lease_ms: number; tokens: number; per_minute: number; room: number };

/** Five seconds' worth: a host that was left alone is not asked a minute's requests at once. */
const bucketSql = 'greatest(1, l.per_minute / 12.0)';
const inFlightSql = 'select count(*) from delivery_turn t where t.token is not null and t.due_at > now()';

/**
 * The lane whose turn it is: of the tenant with the fewest requests on their way, the one that has waited longest. A lane that
 * failed too often is tried with one request at a time.
 */
const readySql = `select l.origin_id, l.tenant_id, l.lease_ms, l.per_minute,
    least(${bucketSql}, l.tokens + extract(epoch from now() - l.refilled_at) * l.per_minute / 60) as tokens,
    (case when l.failures >= l.failures_to_open then 1 else l.concurrency end - (${inFlightSql} and t.origin_id = l.origin_id))::integer as room
  from delivery_lane l
  where not l.stopped and l.ready_at <= now() and l.tenant_id <> all(?::uuid[])
    and exists (select from delivery_turn t where t.origin_id = l.origin_id and t.due_at <= now())
    and case when l.failures >= l.failures_to_open then 1 else l.concurrency end > (${inFlightSql} and t.origin_id = l.origin_id)
  order by (${inFlightSql} and t.tenant_id = l.tenant_id), l.served_at nulls first limit 1 for update of l skip locked`;

@Injectable()
export class DeliveryTurns {
  constructor(private readonly em: EntityManager) {}

  /**
   * Takes what may be sent now of one lane. Two workers never get the same delivery.
   *
   * @param most how many this worker can send
   * @param full tenants that have as much of this worker as one may
   */
  async claim(most: number, full: readonly string[]): Promise<Turns | undefined> {
    return this.em.fork().transactional(async (em) => {
      const [lane] = await em.execute<Ready[]>(readySql, [`{${full.join(',')}}`]);
      if (!lane) return undefined;
      const tokens = Number(lane.tokens);
      const token = randomUUID();
      const taken = tokens < 1 ? [] : await em.execute<{ delivery_id: string }[]>(
        `update delivery_turn set token = ?, due_at = now() + ? * interval '1 millisecond'
         where delivery_id in (select delivery_id from delivery_turn where origin_id = ? and due_at <= now() order by due_at limit ? for update skip locked) returning delivery_id`,
        [token, lane.lease_ms, lane.origin_id, Math.min(most, lane.room, Math.floor(tokens))],
      );
      const left = tokens - taken.length;
      // A lane without a whole token is looked at again when it has one.
      await em.execute(`update delivery_lane set tokens = ?, refilled_at = now(), served_at = clock_timestamp(), ready_at = now() + ? * interval '1 millisecond' where origin_id = ?`, [
        left, left < 1 ? Math.ceil(((1 - left) * 60_000) / lane.per_minute) : 0, lane.origin_id,
      ]);
      return { tenantId: lane.tenant_id, originId: lane.origin_id, token, deliveryIds: taken.map(({ delivery_id }) => delivery_id) };
    });
  }

  /** Gives back what was not sent. */
  async giveBack(token: string, deliveryIds: readonly string[], afterMs: number): Promise<void> {
    await this.em.fork().execute(`update delivery_turn set token = null, due_at = now() + ? * interval '1 millisecond' where token = ? and delivery_id = any(?::uuid[])`, [afterMs, token, `{${deliveryIds.join(',')}}`]);
  }
}
