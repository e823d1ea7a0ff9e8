import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ReadingInterval, ReadingQuality } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { ReachedPlants, type ReachedPlant } from '../plants/reached-plants.repository.ts';
import type { Correction, Reading } from './plan-readings.calc.ts';
import { MeterNotFound } from './reading.errors.ts';
import type { ReadingUpload } from './reading-upload.entity.ts';

export type ReadingRow = { starts_at: string; ends_at: string; step: ReadingInterval; energy_wh: string; quality: ReadingQuality };

/** When a reading that comes in tells of which meter. */
export type AskedTime = { meterId: string; startMs: number; endMs: number };
/** What an upload changes. */
export type ReadingChanges = { upload: ReadingUpload; recorded: readonly Reading[]; corrected: readonly Correction[] };

/** Readings do not overlap, so that those which an interval meets start in it, or are the last that start before. */
const metBy = `select distinct r.meter_id, r.starts_at, r.ends_at, r.step, r.energy_wh, r.quality from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as asked (meter_id, starts_at, ends_at)
  cross join lateral (
    (select * from meter_reading m where m.meter_id = asked.meter_id and m.starts_at <= asked.starts_at order by m.starts_at desc limit 1)
    union all (select * from meter_reading m where m.meter_id = asked.meter_id and m.starts_at > asked.starts_at and m.starts_at < asked.ends_at)) r`;
const corrections = `json_to_recordset(?::json) as r (id uuid, meter_id uuid, upload_id uuid, starts_at timestamptz, energy_wh_before bigint, quality_before text, energy_wh_after bigint, quality_after text, reason text,
  corrected_by uuid, corrected_at timestamptz)`;

@Injectable()
export class ReadingRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  /** The plant of a meter. What the actor does not reach does not exist. */
  async demandMeter(plantId: string, meterId: string, actor: Actor): Promise<ReachedPlant> {
    const plant = await this.plants.demand(plantId, actor);
    const found = await tenantQuery(this.em, `select 1 from component where id = $1 and plant_id = $2 and kind = 'meter'`, [meterId, plantId]);
    if (found.length === 0) throw new MeterNotFound();
    return plant;
  }

  /** The readings that others meet, by meter; those meters are held until the transaction ends: two uploads at once take turns. */
  async holdMet(asked: readonly AskedTime[]): Promise<Map<string, Reading[]>> {
    await this.holdMeters(asked.map(({ meterId }) => meterId));
    return this.met(asked);
  }

  /** Holds the readings of meters until the transaction ends. */
  async holdMeters(ids: readonly string[]): Promise<void> {
    // In one order, so that two of those who hold several never wait for one another.
    const meterIds = [...new Set(ids)].sort();
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(meter.id, 53)) from unnest(?::text[]) as meter (id)', [`{${meterIds.join(',')}}`]);
  }

  /** The same for who only looks. */
  async met(asked: readonly AskedTime[]): Promise<Map<string, Reading[]>> {
    const instants = (pick: (time: AskedTime) => number) => asked.map((time) => new Date(pick(time)).toISOString());
    const rows = await tenantQuery<ReadingRow & { meter_id: string }>(this.em, metBy, [asked.map(({ meterId }) => meterId), instants(({ startMs }) => startMs), instants(({ endMs }) => endMs)]);
    return new Map([...Map.groupBy(rows, ({ meter_id }) => meter_id)].map(([meterId, met]) => [meterId, met.map(toReading)]));
  }

  /** Stores new readings, and replaces known ones, of which what they held is kept. */
  async store(changes: readonly ReadingChanges[]): Promise<void> {
    const [{ upload: { tenantId } = { tenantId: '' } } = {}] = changes;
    const recorded = changes.flatMap(({ upload: { id, meterId, plantId }, recorded: readings }) => readings.map(({ startMs, endMs, interval, energyWh, quality }) => (
      { meter_id: meterId, plant_id: plantId, upload_id: id, starts_at: new Date(startMs), ends_at: new Date(endMs), step: interval, energy_wh: String(energyWh), quality })));
    const corrected = changes.flatMap(({ upload: { id, meterId, recordedBy, recordedAt }, corrected: readings }) => readings.map(({ before, after, reason }) => (
      { id: newId(), meter_id: meterId, upload_id: id, starts_at: new Date(after.startMs), energy_wh_before: String(before.energyWh), quality_before: before.quality, energy_wh_after: String(after.energyWh),
        quality_after: after.quality, reason, corrected_by: recordedBy, corrected_at: recordedAt })));
    if (recorded.length > 0) await this.record(tenantId, JSON.stringify(recorded));
    if (corrected.length > 0) await this.correct(tenantId, JSON.stringify(corrected));
  }

  private async record(tenantId: string, rows: string): Promise<void> {
    await this.em.execute(
      `insert into meter_reading (tenant_id, meter_id, plant_id, upload_id, starts_at, ends_at, step, energy_wh, quality)
       select ?, r.* from json_to_recordset(?::json) as r (meter_id uuid, plant_id uuid, upload_id uuid, starts_at timestamptz, ends_at timestamptz, step text, energy_wh bigint, quality text)`, [tenantId, rows],
    );
  }

  /** A second correction of a reading by the same upload replaces what the first one brought. */
  private async correct(tenantId: string, rows: string): Promise<void> {
    await this.em.execute(
      `insert into meter_reading_correction (tenant_id, id, meter_id, upload_id, starts_at, energy_wh_before, quality_before, energy_wh_after, quality_after, reason, corrected_by, corrected_at, upload_id_before)
       select ?, r.*, case when row_number() over (partition by r.meter_id, r.starts_at order by r.id) = 1 then m.upload_id else r.upload_id end
       from ${corrections} join meter_reading m on m.meter_id = r.meter_id and m.starts_at = r.starts_at`, [tenantId, rows],
    );
    await this.em.execute(
      `update meter_reading m set energy_wh = r.energy_wh_after, quality = r.quality_after, upload_id = r.upload_id from (select distinct on (meter_id, starts_at) * from ${corrections} order by meter_id, starts_at, id desc) r
       where m.tenant_id = ? and m.meter_id = r.meter_id and m.starts_at = r.starts_at`, [rows, tenantId],
    );
  }
}

export function toReading({ starts_at, ends_at, step, energy_wh, quality }: ReadingRow): Reading {
  return { startMs: new Date(starts_at).getTime(), endMs: new Date(ends_at).getTime(), interval: step, energyWh: BigInt(energy_wh), quality };
}
