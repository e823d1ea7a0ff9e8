import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ReadingRepository } from '../readings/reading.repository.ts';
import type { ReadingUpload } from '../readings/reading-upload.entity.ts';

/** A reading that an import brought or corrected and that cannot be given back; `code` is null where the plant is out of reach. */
export type ReadingInTheWay = { meterId: string; plantId: string; meterCode: string; startsAt: Date; reason: 'changed' | 'plant-removed' };
/** `withdrawn`: nothing was there before the import. */
export type ReadingUndoItem = { place: number; meterId: string; plantId: string; startMs: number; endMs: number; withdrawn: boolean };
/** What is done to the readings of one meter, each with the id of its correction. */
export type ReadingsTakenBack = { upload: ReadingUpload; items: readonly { place: number; correctionId: string }[] };

const uploadsSql = `with uploads as (select id, plant_id, meter_id, starts_at, ends_at from reading_upload where import_job_id = ?)`;
/** The readings that hold what the import brought. */
const leftSql = `readings_left as (
    select m.meter_id, m.starts_at from uploads u join meter_reading m on m.meter_id = u.meter_id and m.starts_at >= u.starts_at and m.starts_at < u.ends_at and m.upload_id = u.id)`;
/** Those that something else corrected since, also where the import corrected them again. */
const correctedSinceSql = `corrected_since as (
    select distinct u.plant_id, c.meter_id, c.starts_at from uploads u
      join meter_reading_correction c on c.meter_id = u.meter_id and c.starts_at >= u.starts_at and c.starts_at < u.ends_at and c.upload_id_before = u.id
    where c.stands and c.upload_id not in (select id from uploads))`;
/** What each held before the first correction of the import, of those that were there before it. */
const heldSql = `held as (
    select distinct on (c.meter_id, c.starts_at) c.meter_id, c.starts_at, c.upload_id_before, c.energy_wh_before, c.quality_before from uploads u
      join meter_reading_correction c on c.meter_id = u.meter_id and c.starts_at >= u.starts_at and c.starts_at < u.ends_at and c.upload_id = u.id
    where c.stands and c.upload_id_before not in (select id from uploads) order by c.meter_id, c.starts_at, c.id)`;

/** What undos of imports of readings do, recorded before they begin. */
@Injectable()
export class ReadingUndos {
  constructor(
    private readonly em: EntityManager,
    private readonly readings: ReadingRepository,
  ) {}

  /** Holds the readings of the meters of an import until the transaction ends. */
  async holdMeters(importJobId: string): Promise<void> {
    const rows = await this.em.execute<{ meter_id: string }[]>('select distinct meter_id from reading_upload where import_job_id = ?', [importJobId]);
    await this.readings.holdMeters(rows.map(({ meter_id }) => meter_id));
  }

  /** The plants that the import brought readings of. */
  async plants(importJobId: string): Promise<string[]> {
    const rows = await this.em.execute<{ plant_id: string }[]>('select distinct plant_id from reading_upload where import_job_id = ? order by plant_id', [importJobId]);
    return rows.map(({ plant_id }) => plant_id);
  }

  /** How many readings hold what the import brought. */
  async count(importJobId: string): Promise<number> {
    const [row] = await this.em.execute<{ count: number }[]>(`${uploadsSql}, ${leftSql} select count(*)::integer as count from readings_left`, [importJobId]);
    return row?.count ?? 0;
  }

  /** The readings that stand in the way: how many, and the first. */
  async inTheWay(importJobId: string, atMost: number): Promise<{ count: number; first: ReadingInTheWay[] }> {
    const rows = await this.em.execute<(Omit<ReadingInTheWay, 'startsAt'> & { startsAt: string; count: number })[]>(
      `${uploadsSql}, ${correctedSinceSql}, of_removed_plants as (
         select distinct on (u.meter_id) u.plant_id, u.meter_id, u.starts_at from uploads u join plant p on p.id = u.plant_id where p.deleted_at is not null order by u.meter_id, u.starts_at)
       select r.meter_id as "meterId", r.plant_id as "plantId", c.code as "meterCode", r.starts_at as "startsAt", r.reason, count(*) over ()::integer as count
       from (select *, 'plant-removed' as reason from of_removed_plants union all select *, 'changed' from corrected_since) r join component c on c.id = r.meter_id
       order by c.code, r.meter_id, r.starts_at limit ?`, [importJobId, atMost]);
    return { count: rows[0]?.count ?? 0, first: rows.map(({ count: _count, startsAt, ...row }) => ({ ...row, startsAt: new Date(startsAt) })) };
  }

  /** Records what will be done to each reading; from here on nobody else changes them. */
  async open(tenantId: string, importJobId: string): Promise<void> {
    await this.em.execute(
      `${uploadsSql}, ${leftSql}, ${heldSql}
       insert into reading_undo_item (tenant_id, import_job_id, place, meter_id, starts_at, upload_id_before, energy_wh_before, quality_before)
       select ?, ?, row_number() over (order by l.meter_id, l.starts_at) - 1, l.meter_id, l.starts_at, h.upload_id_before, h.energy_wh_before, h.quality_before
       from readings_left l left join held h on h.meter_id = l.meter_id and h.starts_at = l.starts_at`, [importJobId, tenantId, importJobId]);
  }

  /** The part of an undo that lies in a range of places and is still to be done; its meters are held until the transaction ends. */
  async holdOpenItems(importJobId: string, from: number, count: number): Promise<ReadingUndoItem[]> {
    const range = [importJobId, from, from + count];
    const meters = await this.em.execute<{ meter_id: string }[]>('select distinct meter_id from reading_undo_item where import_job_id = ? and place >= ? and place < ? and not done', range);
    await this.readings.holdMeters(meters.map(({ meter_id }) => meter_id));
    const rows = await this.em.execute<(Omit<ReadingUndoItem, 'startMs' | 'endMs'> & { starts_at: string; ends_at: string })[]>(
      `select i.place, i.meter_id as "meterId", m.plant_id as "plantId", m.starts_at, m.ends_at, i.upload_id_before is null as withdrawn
       from reading_undo_item i join meter_reading m on m.meter_id = i.meter_id and m.starts_at = i.starts_at
       where i.import_job_id = ? and i.place >= ? and i.place < ? and not i.done order by i.place`, range);
    return rows.map(({ starts_at, ends_at, ...row }) => ({ ...row, startMs: new Date(starts_at).getTime(), endMs: new Date(ends_at).getTime() }));
  }

  /** Takes readings back, and keeps of each what it held until now. */
  async takeBack(importJobId: string, taken: readonly ReadingsTakenBack[]): Promise<void> {
    const rows = JSON.stringify(taken.flatMap(({ upload: { id, source, recordedBy, recordedAt }, items }) => items.map(({ place, correctionId }) => (
      { place, correction_id: correctionId, upload_id: id, reason: source, corrected_by: recordedBy, corrected_at: recordedAt }))));
    const items = `(select i.*, r.correction_id, r.upload_id, r.reason, r.corrected_by, r.corrected_at
        from json_to_recordset(?::json) as r (place integer, correction_id uuid, upload_id uuid, reason text, corrected_by uuid, corrected_at timestamptz) join reading_undo_item i on i.import_job_id = ? and i.place = r.place) i`;
    const of = [rows, importJobId];
    const same = (reading: string) => `${reading}.tenant_id = i.tenant_id and ${reading}.meter_id = i.meter_id and ${reading}.starts_at = i.starts_at`;
    await this.em.execute(
      `insert into meter_reading_correction (tenant_id, id, meter_id, upload_id, upload_id_before, starts_at, energy_wh_before, quality_before, energy_wh_after, quality_after, reason, corrected_by, corrected_at, stands)
       select i.tenant_id, i.correction_id, i.meter_id, i.upload_id, m.upload_id, i.starts_at, m.energy_wh, m.quality, i.energy_wh_before, i.quality_before, i.reason, i.corrected_by, i.corrected_at, false
       from ${items} join meter_reading m on ${same('m')}`, of);
    await this.em.execute(
      `update meter_reading_correction c set stands = false from ${items} where ${same('c')} and c.stands and c.upload_id in (select id from reading_upload where import_job_id = ?)`, [...of, importJobId]);
    await this.em.execute(
      `update meter_reading m set energy_wh = i.energy_wh_before, quality = i.quality_before, upload_id = i.upload_id_before from ${items} where ${same('m')} and i.upload_id_before is not null`, of);
    await this.em.execute(`delete from meter_reading m using ${items} where ${same('m')} and i.upload_id_before is null`, of);
    await this.em.execute(`update reading_undo_item d set done = true from ${items} where d.tenant_id = i.tenant_id and d.import_job_id = i.import_job_id and d.place = i.place`, of);
  }

  /** What became of the readings in a range of places. */
  async outcome(importJobId: string, from: number, count: number): Promise<{ removed: number; restored: number }> {
    const [row] = await this.em.execute<{ removed: number; restored: number }[]>(
      `select count(*) filter (where upload_id_before is null)::integer as removed, count(*) filter (where upload_id_before is not null)::integer as restored
       from reading_undo_item where import_job_id = ? and place >= ? and place < ? and done`, [importJobId, from, from + count]);
    return row ?? { removed: 0, restored: 0 };
  }
}
