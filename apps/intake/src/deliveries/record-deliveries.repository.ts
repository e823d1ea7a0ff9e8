import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';

/** Where rows go, and in whose name. */
export type RecordTarget = { originId: string; topic: string; importJobId: string; owner: { userId: string; apiKeyId: string | null } };
export type RecordToDeliver = { rowNumber: number; key: string; values: Record<string, string | null> };
/** What a row comes to: a first delivery of its record, one of another state of it, or none because that state is on its way or there. */
export type StagedRecord = { rowNumber: number; outcome: 'created' | 'updated' | 'unchanged'; deliveryId: string; key: string; values: Record<string, string | null>; sha256: string };
type Known = { id: string; record_key: string; payload_sha256: string; status: string };

const knownSql = `select id, record_key, payload_sha256, status from delivery where origin_id = ? and topic = ? and latest and record_key in (select json_array_elements_text(?::json))`;

/** Makes one delivery of each record and state, however often its row comes. */
@Injectable()
export class RecordDeliveries {
  constructor(private readonly em: EntityManager) {}

  /** What would become of records, in the order of their rows; nothing is stored. Of two rows of one record the later is its newer state. */
  async stage({ originId, topic }: Pick<RecordTarget, 'originId' | 'topic'>, records: readonly RecordToDeliver[]): Promise<StagedRecord[]> {
    const keys = [...new Set(records.map(({ key }) => key))];
    const known = keys.length === 0 ? [] : await this.em.transactional((em) => em.execute<Known[]>(knownSql, [originId, topic, JSON.stringify(keys)]));
    const states = new Map(known.map(({ id, record_key, payload_sha256, status }) => [record_key, { id, sha256: status === 'cancelled' ? '' : payload_sha256 }]));
    return records.map(({ rowNumber, key, values }) => {
      const sha256 = createHash('sha256').update(JSON.stringify(values)).digest('hex');
      const state = states.get(key);
      if (state?.sha256 === sha256) return { rowNumber, outcome: 'unchanged', deliveryId: state.id, key, values, sha256 };
      const deliveryId = newId();
      states.set(key, { id: deliveryId, sha256 });
      return { rowNumber, outcome: state ? 'updated' : 'created', deliveryId, key, values, sha256 };
    });
  }

  /**
   * Stores what was staged, in the ambient transaction. An older state that still waits is not sent any more. Where somebody
   * else staged the same record meanwhile, the database refuses, and the chunk is staged anew.
   */
  async store(tenantId: string, { originId, topic, importJobId, owner }: RecordTarget, staged: readonly StagedRecord[]): Promise<void> {
    const made = staged.filter(({ outcome }) => outcome !== 'unchanged');
    if (made.length === 0) return;
    const newest = new Map(made.map(({ key, deliveryId }) => [key, deliveryId]));
    const rows = made.map(({ deliveryId, rowNumber, key, values, sha256 }) => ({ id: deliveryId, row_number: rowNumber, record_key: key, payload: values, payload_sha256: sha256, latest: newest.get(key) === deliveryId }));
    await this.em.execute(
      `with older as (
         update delivery set latest = false, status = case when status = 'pending' then 'cancelled' else status end, finished_at = coalesce(finished_at, now()),
           last_error = case when status = 'pending' then 'a newer state of the record is delivered instead' else last_error end
         where origin_id = ? and topic = ? and latest and record_key in (select json_array_elements_text(?::json)) returning id
       ) delete from delivery_turn t using older where t.delivery_id = older.id`,
      [originId, topic, JSON.stringify([...newest.keys()])],
    );
    await this.em.execute(
      `with made as (
         insert into delivery (id, tenant_id, origin, origin_id, topic, record_key, import_job_id, row_number, idempotency_key, payload, payload_sha256, latest, status, last_error, owner_user_id, owner_api_key_id, created_at, finished_at)
         select r.id, ?, 'connector', ?, ?, r.record_key, ?, r.row_number, r.id::text, r.payload, r.payload_sha256, r.latest, case when r.latest then 'pending' else 'cancelled' end,
           case when r.latest then null else 'a newer state of the record is delivered instead' end, ?, ?, now(), case when r.latest then null else now() end
         from json_to_recordset(?::json) as r (id uuid, record_key text, row_number integer, payload json, payload_sha256 text, latest boolean) returning id, tenant_id, origin_id, status)
       insert into delivery_turn (delivery_id, tenant_id, origin_id, due_at) select id, tenant_id, origin_id, now() from made where status = 'pending'`,
      [tenantId, originId, topic, importJobId, owner.userId, owner.apiKeyId, JSON.stringify(rows)],
    );
  }
}
