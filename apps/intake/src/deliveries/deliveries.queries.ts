import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { DeliveryId, type CountDeliveriesQuery, type DeliveryAttemptView, type DeliveryCounts, type DeliveryPage, type DeliverySummary, type DeliveryView, type ListDeliveriesQuery } from '@kairos/contracts';
import { toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { positionOf } from '../cursor.calc.ts';
import { ownImports } from '../own-imports.calc.ts';
import { DeliveryNotFound } from './delivery.errors.ts';

type Row = Omit<DeliverySummary, 'createdAt' | 'finishedAt'> & { createdAt: string; finishedAt: string | null };
type FullRow = Row & Pick<DeliveryView, 'idempotencyKey' | 'payload'> & { dueAt: string | null };

const columns = `d.id, d.origin, d.origin_id as "originId", d.topic, d.status, d.attempts, d.last_status as "lastStatus", d.last_error as "lastError", d.import_job_id as "importJobId",
  d.row_number as "rowNumber", d.event_id as "eventId", d.created_at as "createdAt", d.finished_at as "finishedAt"`;
/** Those that whom `$1` and `$2` name brought about, as user and API key. */
export const ownDelivery = '($1::uuid is null or (d.owner_user_id = $1 and ($2::uuid is null or d.owner_api_key_id = $2)))';

@Injectable()
export class DeliveriesQueries {
  constructor(private readonly em: EntityManager) {}

  async read(deliveryId: string, actor: Actor): Promise<DeliveryView> {
    const { userId, apiKeyId } = ownImports(actor);
    const [row] = await tenantQuery<FullRow>(
      this.em,
      `select ${columns}, d.idempotency_key as "idempotencyKey", d.payload, t.due_at as "dueAt" from delivery d left join delivery_turn t on t.delivery_id = d.id where ${ownDelivery} and d.id = $3`,
      [userId, apiKeyId, deliveryId],
    );
    if (!row) throw new DeliveryNotFound();
    const attempts = await tenantQuery<Omit<DeliveryAttemptView, 'startedAt'> & { startedAt: string }>(
      this.em,
      `select * from (select id, started_at as "startedAt", ms, outcome, status, error, response_head as "responseHead" from delivery_attempt where delivery_id = $1 order by id desc limit 100) newest order by id`,
      [deliveryId],
    );
    const { dueAt, ...rest } = row;
    return { ...summaryOf(rest), idempotencyKey: row.idempotencyKey, payload: row.payload, nextAttemptAt: dueAt && toInstant(dueAt), log: attempts.map((attempt) => ({ ...attempt, startedAt: toInstant(attempt.startedAt) })) };
  }

  /** Newest first. */
  async list({ status, connectorId, webhookEndpointId, importJobId, limit, cursor }: ListDeliveriesQuery, actor: Actor): Promise<DeliveryPage> {
    const { userId, apiKeyId } = ownImports(actor);
    const rows = await tenantQuery<Row>(
      this.em,
      `select ${columns} from delivery d
       where ${ownDelivery} and ($3::uuid is null or d.id < $3) and ($4::text is null or d.status = $4) and ($5::uuid is null or d.origin_id = $5) and ($6::uuid is null or d.origin_id = $6)
         and ($7::uuid is null or d.import_job_id = $7) order by d.id desc limit $8`,
      [userId, apiKeyId, positionOf(cursor, DeliveryId, null), status ?? null, connectorId ?? null, webhookEndpointId ?? null, importJobId ?? null, limit + 1],
    );
    return toPage(rows, limit, summaryOf, ({ id }) => [id]) as DeliveryPage;
  }

  async count({ connectorId, webhookEndpointId, importJobId }: CountDeliveriesQuery, actor: Actor): Promise<DeliveryCounts> {
    const { userId, apiKeyId } = ownImports(actor);
    const rows = await tenantQuery<{ status: keyof DeliveryCounts; count: number }>(
      this.em,
      `select d.status, count(*)::integer as count from delivery d
       where ${ownDelivery} and ($3::uuid is null or d.origin_id = $3) and ($4::uuid is null or d.origin_id = $4) and ($5::uuid is null or d.import_job_id = $5) group by d.status`,
      [userId, apiKeyId, connectorId ?? null, webhookEndpointId ?? null, importJobId ?? null],
    );
    return { pending: 0, delivered: 0, dead: 0, cancelled: 0, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
  }
}

function summaryOf(row: Row): DeliverySummary {
  const { id, origin, originId, topic, status, attempts, lastStatus, lastError, importJobId, rowNumber, eventId, createdAt, finishedAt } = row;
  return { id, origin, originId, topic, status, attempts, lastStatus, lastError, importJobId, rowNumber, eventId, createdAt: toInstant(createdAt), finishedAt: finishedAt && toInstant(finishedAt) };
}
