import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { PlantFacts } from '../plants/plant-facts.calc.ts';

/** A plant that an import touched, how often, from and to which version, beside the plant as it is. */
export type DoubtfulPlant = {
  plantId: string; touches: number; firstVersion: number; lastVersion: number; code: string | null; version: number | null; deleted: boolean | null; heldByAnother: boolean;
};
export type GuardedPlant = { plantId: string; code: string };
/** `held` is what the plant held before in the fields that changed; null for one that the import registered. */
export type UndoItem = { place: number; plantId: string; versionBefore: number; held: PlantFacts | null };

// The earliest value of each field counts: later chunks of the same import saw what earlier ones had written.
const touchedSql = `with touched as (
    select (e ->> 'recordId')::uuid as plant_id, r.chunk_index, 0 as version_before, null::json as held
    from plant_batch_receipt r, json_array_elements(r.results) e where r.import_job_id = ? and e ->> 'outcome' = 'created'
    union all
    select plant_id, chunk_index, version_before, held from plant_import_before where import_job_id = ?
  ), by_plant as (
    select plant_id, count(*)::integer as touches, min(version_before) as first_version, max(version_before) + 1 as last_version, bool_or(held is null) as registered from touched group by plant_id
  ), fields as (
    select t.plant_id, jsonb_object_agg(f.key, f.value order by t.chunk_index desc) as held from touched t, jsonb_each(t.held::jsonb) f group by t.plant_id
  )`;

// All that is as the import left it cannot stand in the way, and is not looked at one by one.
const doubtfulSql = `${touchedSql}, beside as (
    select b.*, p.code, p.version, p.deleted_at is not null as deleted,
      exists (select from plant_import_undo_item i where i.tenant_id = p.tenant_id and i.plant_id = p.id and i.outcome is null) as held_by_another
    from by_plant b left join plant p on p.id = b.plant_id
  )
  select plant_id as "plantId", touches, first_version as "firstVersion", last_version as "lastVersion", code, version, deleted, held_by_another as "heldByAnother" from beside
  where version is null or deleted or held_by_another or version <> last_version or last_version - first_version <> touches
    or plant_id not in (select coalesce(s::uuid, plant_id) from json_array_elements_text(?::json) s)
  order by plant_id`;

const openSql = `${touchedSql}
  insert into plant_import_undo_item (tenant_id, import_job_id, place, plant_id, version_before, held)
  select ?, ?, row_number() over (order by plant_id) - 1, plant_id, first_version, case when registered then null else f.held end from by_plant left join fields f using (plant_id)`;

/** What an undo does, recorded before it begins. */
@Injectable()
export class PlantImportUndos {
  constructor(private readonly em: EntityManager) {}

  /** Keeps out chunks of the import, and other undos of it, until the transaction ends. */
  async lock(tenantId: string, importJobId: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 4))', [`${tenantId}:${importJobId}`]);
  }

  async opened(importJobId: string): Promise<{ plants: number } | undefined> {
    const [row] = await this.em.execute<{ plants: number }[]>('select plants from plant_import_undo where import_job_id = ?', [importJobId]);
    return row;
  }

  /** Holds the plants of an import against any change until the transaction ends. */
  async holdPlants(importJobId: string): Promise<void> {
    await this.em.execute(
      `select id from plant where id in (
         select (e ->> 'recordId')::uuid from plant_batch_receipt r, json_array_elements(r.results) e where r.import_job_id = ? and e ->> 'outcome' = 'created'
         union select plant_id from plant_import_before where import_job_id = ?) order by id for update`,
      [importJobId, importJobId],
    );
  }

  /** @returns how many plants the import touched, and those that are not simply as it left them. @param reach the plants the caller reaches, null for all */
  async touched(importJobId: string, reach: readonly string[] | null): Promise<{ plants: number; doubtful: DoubtfulPlant[] }> {
    const [count] = await this.em.execute<{ plants: number }[]>(`${touchedSql} select count(*)::integer as plants from by_plant`, [importJobId, importJobId]);
    const doubtful = await this.em.execute<DoubtfulPlant[]>(doubtfulSql, [importJobId, importJobId, JSON.stringify(reach ?? [null])]);
    return { plants: count?.plants ?? 0, doubtful };
  }

  /**
   * The plants of which an import changed one of these fields, beside those that are known to stand in the way: how many, and the first by code.
   *
   * @param reach the plants the caller reaches, null for all
   * @param atMost how many are told
   */
  async holding(importJobId: string, fields: readonly string[], { beside, reach, atMost }: { beside: readonly string[]; reach: readonly string[] | null; atMost: number }): Promise<{ count: number; first: GuardedPlant[] }> {
    const rows = await this.em.execute<(GuardedPlant & { count: number })[]>(
      `select "plantId", code, count(*) over ()::integer as count from (
         select distinct p.id as "plantId", p.code from plant_import_before b join plant p on p.id = b.plant_id
         where b.import_job_id = ? and exists (select from json_object_keys(b.held) k where split_part(k, '.', 1) in (select json_array_elements_text(?::json)))
           and p.id in (select coalesce(s::uuid, p.id) from json_array_elements_text(?::json) s) and p.id not in (select s::uuid from json_array_elements_text(?::json) s)) guarded
       order by code, "plantId" limit ?`,
      [importJobId, JSON.stringify(fields), JSON.stringify(reach ?? [null]), JSON.stringify(beside), atMost],
    );
    return { count: rows[0]?.count ?? 0, first: rows.map(({ plantId, code }) => ({ plantId, code })) };
  }

  /** The versions at which plants were given back what they held, each with the version that was. */
  async restorations(plantIds: readonly string[]): Promise<Map<string, number>> {
    if (plantIds.length === 0) return new Map();
    const rows = await this.em.execute<{ plant_id: string; version: number; same_as_version: number }[]>(
      'select plant_id, version, same_as_version from plant_restoration where plant_id in (select json_array_elements_text(?::json)::uuid)', [JSON.stringify(plantIds)]);
    return new Map(rows.map(({ plant_id, version, same_as_version }) => [`${plant_id}:${version}`, same_as_version]));
  }

  /** Records what will be done to each plant; from here on nobody else changes them. */
  async open(tenantId: string, importJobId: string, plants: number): Promise<void> {
    await this.em.execute('insert into plant_import_undo (tenant_id, import_job_id, plants, done_at) values (?, ?, ?, case when ? then now() end)', [tenantId, importJobId, plants, plants === 0]);
    await this.em.execute(openSql, [importJobId, importJobId, tenantId, importJobId]);
  }

  /** The part of an undo that lies in a range of places and is still to be done. */
  openItems(importJobId: string, from: number, count: number): Promise<UndoItem[]> {
    return this.em.execute<UndoItem[]>(
      `select place, plant_id as "plantId", version_before as "versionBefore", held from plant_import_undo_item
       where import_job_id = ? and place >= ? and place < ? and outcome is null order by place`, [importJobId, from, from + count]);
  }
}
