import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ReadingInterval, ReadingQuality, UploadReadingsBody } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { ReachedPlants, type ReachedPlant } from '../plants/reached-plants.repository.ts';
import { endOfInterval } from './local-time.calc.ts';
import type { Correction, Reading } from './plan-readings.calc.ts';
import { MeterNotFound } from './reading.errors.ts';
import type { ReadingUpload } from './reading-upload.entity.ts';

export type ReadingRow = { starts_at: string; ends_at: string; step: ReadingInterval; energy_wh: string; quality: ReadingQuality };

/** Readings do not overlap, so that those which an interval meets start in it, or are the last that start before. */
const metBy = `select distinct r.starts_at, r.ends_at, r.step, r.energy_wh, r.quality from unnest($2::timestamptz[], $3::timestamptz[]) as asked (starts_at, ends_at) cross join lateral (
    (select * from meter_reading m where m.meter_id = $1 and m.starts_at <= asked.starts_at order by m.starts_at desc limit 1)
    union all (select * from meter_reading m where m.meter_id = $1 and m.starts_at > asked.starts_at and m.starts_at < asked.ends_at)) r`;

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

  /** The readings of a meter that others meet, held until the transaction ends: two uploads at once take turns. */
  async holdMet(meterId: string, readings: UploadReadingsBody['readings'], timeZone: string): Promise<Reading[]> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 53))', [meterId]);
    const asked = readings.flatMap(({ startsAt, interval }) => {
      const endMs = endOfInterval(Date.parse(startsAt), interval, timeZone);
      return endMs === undefined ? [] : [{ startsAt, endsAt: new Date(endMs).toISOString() }];
    });
    return (await tenantQuery<ReadingRow>(this.em, metBy, [meterId, asked.map(({ startsAt }) => startsAt), asked.map(({ endsAt }) => endsAt)])).map(toReading);
  }

  async record({ id, tenantId, meterId, plantId }: ReadingUpload, readings: readonly Reading[]): Promise<void> {
    const rows = readings.map(({ startMs, endMs, interval, energyWh, quality }) => ({ starts_at: new Date(startMs), ends_at: new Date(endMs), step: interval, energy_wh: String(energyWh), quality }));
    await this.em.execute(
      `insert into meter_reading (tenant_id, meter_id, plant_id, upload_id, starts_at, ends_at, step, energy_wh, quality)
       select ?, ?, ?, ?, r.* from json_to_recordset(?::json) as r (starts_at timestamptz, ends_at timestamptz, step text, energy_wh bigint, quality text)`,
      [tenantId, meterId, plantId, id, JSON.stringify(rows)],
    );
  }

  /** Replaces readings, and keeps what they held. */
  async correct({ id, tenantId, meterId, recordedBy, recordedAt }: ReadingUpload, corrections: readonly Correction[]): Promise<void> {
    const rows = corrections.map(({ before, after, reason }) => ({
      id: newId(), starts_at: new Date(after.startMs), energy_wh_before: String(before.energyWh), quality_before: before.quality, energy_wh_after: String(after.energyWh), quality_after: after.quality, reason,
    }));
    const given = `json_to_recordset(?::json) as r (id uuid, starts_at timestamptz, energy_wh_before bigint, quality_before text, energy_wh_after bigint, quality_after text, reason text)`;
    await this.em.execute(
      `insert into meter_reading_correction (tenant_id, meter_id, upload_id, corrected_by, corrected_at, id, starts_at, energy_wh_before, quality_before, energy_wh_after, quality_after, reason) select ?, ?, ?, ?, ?, r.* from ${given}`,
      [tenantId, meterId, id, recordedBy, recordedAt, JSON.stringify(rows)],
    );
    await this.em.execute(
      `update meter_reading m set energy_wh = r.energy_wh_after, quality = r.quality_after, upload_id = ? from (select distinct on (starts_at) * from ${given} order by starts_at, id desc) r where m.meter_id = ? and m.starts_at = r.starts_at`,
      [id, JSON.stringify(rows), meterId],
    );
  }
}

export function toReading({ starts_at, ends_at, step, energy_wh, quality }: ReadingRow): Reading {
  return { startMs: new Date(starts_at).getTime(), endMs: new Date(ends_at).getTime(), interval: step, energyWh: BigInt(energy_wh), quality };
}
