import { ofThousandths, type BatchRowResult, type FieldChange, type ImpactGroup } from '@kairos/contracts';
import { rejected, type BatchRow, type RowError } from '../plant-batches/read-batch-row.calc.ts';
import { askedTimes, planReadings, type Correction, type IncomingReading, type Reading, type ReadingPlan } from '../readings/plan-readings.calc.ts';
import type { MetersOfChunk, NamedMeter } from './meters-of-chunk.calc.ts';
import { readReadingRow } from './read-reading-row.calc.ts';

type Taken = { at: number; reading: IncomingReading };
type OfMeter = { meter: NamedMeter; rows: Taken[] };
export type PlannedMeter = OfMeter & { plan: ReadingPlan };

/** The field that a refusal is about. */
const fieldOf = { 'not-at-a-boundary': 'startsAt', 'in-the-future': 'startsAt', 'overlaps-another': 'startsAt', 'differs-without-reason': 'energyKwh' } as const;

/** The rows of one chunk, read, and by meter. */
export class ReadingsOfChunk {
  readonly results: BatchRowResult[] = [];
  readonly #meters = new Map<string, OfMeter>();

  /**
   * @param rows in the order of the file
   * @param repeated how many rows of the import told of each time that a clock shows twice, by `timeKey`; counted on
   */
  constructor(rows: readonly BatchRow[], meters: MetersOfChunk, repeated: Map<string, number>, timeKey: (meterId: string, clockMs: number) => string) {
    for (const [at, row] of rows.entries()) {
      const read = readReadingRow(row, meters);
      if ('errors' in read) {
        this.results[at] = rejected(row.rowNumber, read.errors);
        continue;
      }
      const { body, meter, clockMs, instants } = read;
      let told = 0;
      if (clockMs !== undefined && instants.length > 1) {
        const key = timeKey(meter.id, clockMs);
        told = repeated.get(key) ?? 0;
        repeated.set(key, told + 1);
      }
      const startsAt = new Date(instants[Math.min(told, instants.length - 1)] ?? Number.NaN).toISOString();
      const reading = { startsAt, interval: body.interval, energyKwh: body.energyKwh, quality: body.quality, reason: body.reason ?? undefined };
      const ofMeter = this.#meters.get(meter.id) ?? { meter, rows: [] };
      this.#meters.set(meter.id, ofMeter);
      ofMeter.rows.push({ at, reading });
      this.results[at] = { rowNumber: row.rowNumber, outcome: 'unchanged', recordId: meter.id, errors: [] };
    }
  }

  /** Which times of which meters are told of. */
  asked(): { meterId: string; startMs: number; endMs: number }[] {
    return [...this.#meters.values()].flatMap(({ meter, rows }) => askedTimes(meter.id, rows.map(({ reading }) => reading), meter.timeZone));
  }

  /** What becomes of the readings of each meter; the results say it of each row. @param known the readings that these meet, by meter */
  plan(known: ReadonlyMap<string, Reading[]>, nowMs: number, mode: 'plan' | 'apply'): PlannedMeter[] {
    return [...this.#meters.values()].map(({ meter, rows }) => {
      const plan = planReadings(rows.map(({ reading }) => reading), known.get(meter.id) ?? [], { timeZone: meter.timeZone, nowMs, reason: undefined });
      for (const [place, { at }] of rows.entries()) this.results[at] = { ...(this.results[at] as BatchRowResult), outcome: plan.outcomes[place] ?? 'rejected' };
      for (const { place, code, detail } of plan.rejected) this.#reject(rows[place], { code, detail });
      for (const correction of plan.corrected) this.#tellChanges(rows[correction.place], correction, mode);
      return { meter, rows, plan };
    });
  }

  #reject(row: Taken | undefined, { code, detail }: { code: keyof typeof fieldOf; detail: string }): void {
    const result = row && this.results[row.at];
    if (!row || !result) return;
    const value: RowError['value'] = fieldOf[code] === 'energyKwh' ? row.reading.energyKwh : row.reading.startsAt;
    this.results[row.at] = rejected(result.rowNumber, [{ field: fieldOf[code], code, value, detail }]);
  }

  #tellChanges(row: Taken | undefined, correction: Correction, mode: 'plan' | 'apply'): void {
    const result = row && this.results[row.at];
    if (!result) return;
    const changes = changesOf(correction);
    Object.assign(result, mode === 'plan' ? { changes } : { changedFields: changes.map(({ field }) => field) });
  }
}

/** By plant: how many readings come and are corrected, and by how much energy. */
export function impactOf(planned: readonly PlannedMeter[]): ImpactGroup[] {
  const groups = [...Map.groupBy(planned, ({ meter }) => meter.plantCode)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([group, meters]) => {
    const recorded = meters.flatMap(({ plan }) => plan.recorded);
    const corrected = meters.flatMap(({ plan }) => plan.corrected);
    const changedWh = corrected.reduce((sum, { before, after }) => sum + after.energyWh - before.energyWh, 0n);
    return {
      group, created: recorded.length, updated: corrected.length, measure: 'energyKwh',
      added: ofThousandths(recorded.reduce((sum, { energyWh }) => sum + energyWh, 0n)), changed: changedWh < 0n ? `-${ofThousandths(-changedWh)}` : ofThousandths(changedWh),
    };
  }).filter(({ created, updated }) => created + updated > 0);
}

function changesOf({ before, after }: Correction): FieldChange[] {
  return [
    ...(before.energyWh === after.energyWh ? [] : [{ field: 'energyKwh', before: ofThousandths(before.energyWh), after: ofThousandths(after.energyWh) }]),
    ...(before.quality === after.quality ? [] : [{ field: 'quality', before: before.quality, after: after.quality }]),
  ];
}
