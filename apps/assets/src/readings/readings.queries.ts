import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '@kairos/auth';
import {
  Instant, longestWindowDays, ofThousandths, type ListReadingCorrectionsQuery, type ListReadingsQuery, type Page, type ReadingCorrection, type ReadingGaps, type ReadingQuality, type ReadingSpikes, type ReadingView, type ReadingWindowQuery,
} from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { findSpikes, spikeRule } from './find-spikes.calc.ts';
import { WindowNotSound } from './reading.errors.ts';
import { ReadingRepository, toReading, type ReadingRow } from './reading.repository.ts';

const mostTold = 1000;
const dayMs = 86_400_000;
const usualWindowDays = 31;
const gapRule = 'A gap is a time of the window that no reading of the meter tells of, of whatever interval, from one reading to the next and from the ends of the window to the nearest.';
/** Those that share time with a window: what starts before it and reaches into it is at most the month before. */
const within = `meter_id = $1 and starts_at < $3 and starts_at > $2::timestamptz - interval '32 days' and ends_at > $2`;
const gaps = `with edges (starts_at, ends_at) as (select starts_at, ends_at from meter_reading where ${within} union all values ($2::timestamptz, $2::timestamptz), ($3::timestamptz, $3::timestamptz)),
  pairs as (select max(ends_at) over (order by starts_at, ends_at) as from_at, lead(starts_at) over (order by starts_at, ends_at) as to_at from edges)
  select from_at, to_at from pairs where to_at > from_at order by from_at limit $4`;
type CorrectionRow = { id: string; starts_at: string; energy_wh_before: string; quality_before: ReadingQuality; energy_wh_after: string | null; quality_after: ReadingQuality | null; reason: string; corrected_by: ReadingCorrection['correctedBy']; corrected_at: string };

@Injectable()
export class ReadingsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly readings: ReadingRepository,
  ) {}

  /** One page in the order of the starts: the cursor holds the last one shown. */
  async list(plantId: string, meterId: string, { from, to, interval, quality, cursor, limit }: ListReadingsQuery, actor: Actor): Promise<Page<ReadingView>> {
    await this.readings.demandMeter(plantId, meterId, actor);
    const values: unknown[] = [meterId, limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      'r.meter_id = $1',
      ...(from ? [`r.starts_at >= ${place(from)}`] : []),
      ...(to ? [`r.starts_at < ${place(to)}`] : []),
      ...(interval ? [`r.step = ${place(interval)}`] : []),
      ...(quality ? [`r.quality = ${place(quality)}`] : []),
      ...(cursor === undefined ? [] : [`r.starts_at > ${place(decodeCursor(cursor, z.tuple([Instant]))[0])}`]),
    ];
    const rows = await tenantQuery<ReadingRow & { source: string }>(
      this.em, `select r.starts_at, r.ends_at, r.step, r.energy_wh, r.quality, u.source from meter_reading r join reading_upload u on u.id = r.upload_id where ${conditions.join(' and ')} order by r.starts_at limit $2`, values);
    return toPage(rows, limit, toView, ({ starts_at }) => [toInstant(starts_at)]);
  }

  /** One page, the first correction first. */
  async corrections(plantId: string, meterId: string, { from, to, cursor, limit }: ListReadingCorrectionsQuery, actor: Actor): Promise<Page<ReadingCorrection>> {
    await this.readings.demandMeter(plantId, meterId, actor);
    const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.uuid()]))[0];
    const rows = await tenantQuery<CorrectionRow>(
      this.em,
      `select id, starts_at, energy_wh_before, quality_before, energy_wh_after, quality_after, reason, corrected_by, corrected_at from meter_reading_correction
       where meter_id = $1 and ($3::timestamptz is null or starts_at >= $3) and ($4::timestamptz is null or starts_at < $4) and ($5::uuid is null or id > $5) order by id limit $2`,
      [meterId, limit + 1, from ?? null, to ?? null, after],
    );
    return toPage(rows, limit, toCorrection, ({ id }) => [id]);
  }

  async gaps(plantId: string, meterId: string, window: ReadingWindowQuery, actor: Actor): Promise<ReadingGaps> {
    await this.readings.demandMeter(plantId, meterId, actor);
    const { from, to } = soundWindow(window);
    const rows = await tenantQuery<{ from_at: string; to_at: string }>(this.em, gaps, [meterId, from, to, mostTold + 1]);
    const told = rows.slice(0, mostTold).map(({ from_at, to_at }) => ({ startsAt: toInstant(from_at), endsAt: toInstant(to_at), minutes: Math.max(1, Math.round((new Date(to_at).getTime() - new Date(from_at).getTime()) / 60_000)) }));
    return { rule: gapRule, gaps: told, more: rows.length > mostTold };
  }

  async spikes(plantId: string, meterId: string, window: ReadingWindowQuery, actor: Actor): Promise<ReadingSpikes> {
    const { capacityW, timeZone } = await this.readings.demandMeter(plantId, meterId, actor);
    const { from, to } = soundWindow(window);
    const rows = await tenantQuery<ReadingRow>(this.em, `select starts_at, ends_at, step, energy_wh, quality from meter_reading where meter_id = $1 and starts_at >= $2 and starts_at < $3 order by starts_at`, [meterId, from, to]);
    const spikes = findSpikes(rows.map(toReading), capacityW, timeZone);
    return { rule: spikeRule, spikes: spikes.slice(0, mostTold), more: spikes.length > mostTold };
  }
}

/** @throws WindowNotSound */
function soundWindow(window: ReadingWindowQuery): { from: string; to: string } {
  const to = window.to ?? new Date().toISOString();
  const from = window.from ?? new Date(Date.parse(to) - usualWindowDays * dayMs).toISOString();
  const length = Date.parse(to) - Date.parse(from);
  if (!(length > 0 && length <= longestWindowDays * dayMs)) throw new WindowNotSound();
  return { from, to };
}

function toView({ starts_at, ends_at, step, energy_wh, quality, source }: ReadingRow & { source: string }): ReadingView {
  return { startsAt: toInstant(starts_at), endsAt: toInstant(ends_at), interval: step, energyKwh: ofThousandths(BigInt(energy_wh)), quality, source };
}

function toCorrection(row: CorrectionRow): ReadingCorrection {
  return {
    id: row.id, startsAt: toInstant(row.starts_at), before: { energyKwh: ofThousandths(BigInt(row.energy_wh_before)), quality: row.quality_before },
    after: row.energy_wh_after === null || row.quality_after === null ? null : { energyKwh: ofThousandths(BigInt(row.energy_wh_after)), quality: row.quality_after }, reason: row.reason, correctedBy: row.corrected_by, correctedAt: toInstant(row.corrected_at),
  };
}
