import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { AuditSummary, AuditSummaryQuery } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';

const hourMs = 3_600_000;
type Row = Omit<AuditSummary, 'from' | 'until' | 'byHour'> & { byHour: { hour: number; count: number }[] };

/** By the index on the time of records: what is older than the hours asked for is never read. */
const summarySql = `with recent as materialized (
    select coalesce(category, service) as category, action, status, actor_kind, actor_id, actor_email, floor(extract(epoch from occurred_at - $1::timestamptz) / 3600)::int as hour
    from audit_record where occurred_at >= $1 and occurred_at < $2 and ($3::text[] is null or service = 'identity' or resource_id = any ($3)))
  select (select count(*)::int from recent) as total,
    (select coalesce(json_agg(g order by count desc, category), '[]') from (select category, count(*)::int from recent group by 1) g) as "byCategory",
    (select coalesce(json_agg(g order by count desc, status), '[]') from (select status, count(*)::int from recent group by 1) g) as "byStatus",
    (select coalesce(json_agg(g order by count desc, action), '[]') from (select action, count(*)::int from recent group by 1 order by 2 desc, 1 limit $4) g) as "byAction",
    (select coalesce(json_agg(g order by count desc, "actorKind", "actorId"), '[]') from (
       select actor_kind as "actorKind", actor_id as "actorId", max(actor_email) as "actorEmail", count(*)::int from recent group by 1, 2 order by 4 desc, 1, 2 limit $4) g) as "byActor",
    (select coalesce(json_agg(g), '[]') from (select hour, count(*)::int from recent group by 1) g) as "byHour"`;

@Injectable()
export class AuditSummaryQueries {
  constructor(private readonly em: EntityManager) {}

  /** Who does not reach every plant counts what happened to theirs, and in identity, which has no plants. */
  async summarise({ hours, top }: AuditSummaryQuery, actor: Actor): Promise<AuditSummary> {
    const until = Date.now();
    const from = until - hours * hourMs;
    const [row] = await tenantQuery<Row>(this.em, summarySql, [toInstant(new Date(from)), toInstant(new Date(until)), plantScope(actor), top]);
    if (!row) throw new Error('A count always has an answer.');
    const counted = new Map(row.byHour.map(({ hour, count }) => [hour, count]));
    const byHour = Array.from({ length: hours }, (_, hour) => ({ from: toInstant(new Date(from + hour * hourMs)), count: counted.get(hour) ?? 0 }));
    return { ...row, from: toInstant(new Date(from)), until: toInstant(new Date(until)), byHour };
  }
}
