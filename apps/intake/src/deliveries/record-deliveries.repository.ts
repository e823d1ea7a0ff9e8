import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';

/** Where rows go, and in whose name. */
export type RecordTarget = { originId: string; topic: string; importJobId: string; owner: { userId: string; apiKeyId: string | null } };
export type RecordToDeliver = { rowNumber: number; key: string; values: Record<string, string | null> };
/** What a row comes to: a first delivery of its record, one of another state of it, or none because that state is on its way or there. */
export type RecordDelivery = { rowNumber: number; outcome: 'created' | 'updated' | 'unchanged'; deliveryId: string };
type Made = RecordDelivery & RecordToDeliver & { sha256: string };
type Known = { id: string; record_key: string; payload_sha256: string; status: string };
type Receipt = { id: string; row_number: number; made_as: 'created' | 'updated' };

const knownSql = `select id, record_key, payload_sha256, status from delivery where origin_id = ? and topic = ? and latest and record_key in (select json_array_elements_text(?::json))`;
/** What nobody was told, or will be: the same state again is delivered. */
const untold = new Set(['cancelled', 'dead']);
const supersededBy = 'a newer state of the record is delivered instead';

/** Makes one delivery of each record and state, however often its row comes. */
@Injectable()
export class RecordDeliveries {
  constructor(private readonly em: EntityManager) {}

  /**
   * Makes the deliveries of one chunk in one transaction, or tells what they would be. Rows of this job that had theirs made before
   * are answered as they were then. Of two rows of one record the later is its newer state; an older one that still waits is not sent any
   * more. Where somebody else makes the same at this moment, the database refuses, and the chunk comes again.
   */
  make(tenantId: string, target: RecordTarget, records: readonly RecordToDeliver[], dryRun = false): Promise<RecordDelivery[]> {
    if (records.length === 0) return Promise.resolve([]);
    return this.em.transactional(async (em) => {
      const receipts = dryRun ? [] : await em.execute<Receipt[]>(`select id, row_number, made_as from delivery where import_job_id = ? and row_number in (select json_array_elements_text(?::json)::integer)`, [target.importJobId, JSON.stringify(records.map(({ rowNumber }) => rowNumber))]);
      const before = new Map(receipts.map((receipt) => [receipt.row_number, receipt]));
      const known = await em.execute<Known[]>(knownSql, [target.originId, target.topic, JSON.stringify([...new Set(records.map(({ key }) => key))])]);
      const states = new Map(known.map(({ id, record_key, payload_sha256, status }) => [record_key, { id, sha256: untold.has(status) ? '' : payload_sha256 }]));
      const made: Made[] = [];
      const answers = records.map((record): RecordDelivery => {
        const { rowNumber, key, values } = record;
        const receipt = before.get(rowNumber);
        if (receipt) return { rowNumber, outcome: receipt.made_as, deliveryId: receipt.id };
        const sha256 = createHash('sha256').update(JSON.stringify(values)).digest('hex');
        const state = states.get(key);
        if (state?.sha256 === sha256) return { rowNumber, outcome: 'unchanged', deliveryId: state.id };
        const one: Made = { ...record, outcome: state ? 'updated' : 'created', deliveryId: newId(), sha256 };
        states.set(key, { id: one.deliveryId, sha256 });
        made.push(one);
        return one;
      });
      if (!dryRun && made.length > 0) await this.store(em, tenantId, target, made);
      return answers.map(({ rowNumber, outcome, deliveryId }) => ({ rowNumber, outcome, deliveryId }));
    });
  }

  private async store(em: EntityManager, tenantId: string, { originId, topic, importJobId, owner }: RecordTarget, made: readonly Made[]): Promise<void> {
    const newest = new Map(made.map(({ key, deliveryId }) => [key, deliveryId]));
    const rows = made.map(({ deliveryId, rowNumber, key, values, sha256, outcome }) => ({ id: deliveryId, row_number: rowNumber, record_key: key, payload: values, payload_sha256: sha256, made_as: outcome, latest: newest.get(key) === deliveryId }));
    await em.execute(
      `with older as (
         update delivery set latest = false, status = case when status = 'pending' then 'cancelled' else status end, finished_at = coalesce(finished_at, now()),
           last_error = case when status = 'pending' then '${supersededBy}' else last_error end
         where origin_id = ? and topic = ? and latest and record_key in (select json_array_elements_text(?::json)) returning id
       ) delete from delivery_turn t using older where t.delivery_id = older.id`,
      [originId, topic, JSON.stringify([...newest.keys()])],
    );
    await em.execute(
      `with made as (
         insert into delivery (id, tenant_id, origin, origin_id, topic, record_key, import_job_id, row_number, made_as, idempotency_key, payload, payload_sha256, latest, status, last_error, owner_user_id, owner_api_key_id, created_at, finished_at)
         select r.id, ?, 'connector', ?, ?, r.record_key, ?, r.row_number, r.made_as, r.id::text, r.payload, r.payload_sha256, r.latest, case when r.latest then 'pending' else 'cancelled' end,
           case when r.latest then null else '${supersededBy}' end, ?, ?, now(), case when r.latest then null else now() end
         from json_to_recordset(?::json) as r (id uuid, record_key text, row_number integer, made_as text, payload json, payload_sha256 text, latest boolean) returning id, tenant_id, origin_id, status)
       insert into delivery_turn (delivery_id, tenant_id, origin_id, due_at) select id, tenant_id, origin_id, now() from made where status = 'pending'`,
      [tenantId, originId, topic, importJobId, owner.userId, owner.apiKeyId, JSON.stringify(rows)],
    );
  }
}
