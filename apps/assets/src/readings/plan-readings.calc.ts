import { readingQualities, thousandthsOf, type BatchRowResult, type ReadingInterval, type ReadingQuality, type UploadedReadings, type UploadReadingsBody } from '@kairos/contracts';
import { endOfInterval } from './local-time.calc.ts';

/** A reading as it is stored. */
export type Reading = { startMs: number; endMs: number; interval: ReadingInterval; energyWh: bigint; quality: ReadingQuality };
export type Correction = { place: number; before: Reading; after: Reading; reason: string };
/** `outcomes` are those of the readings by their places. */
export type ReadingPlan = { recorded: Reading[]; corrected: Correction[]; unchanged: number; rejected: UploadedReadings['rejected']; outcomes: BatchRowResult['outcome'][] };
/** A reading as it comes in, with a reason of its own or without. */
export type IncomingReading = UploadReadingsBody['readings'][number] & { reason?: string | undefined };
type Refusal = Omit<UploadedReadings['rejected'][number], 'place' | 'startsAt'>;

/**
 * What becomes of the readings of an upload, one after the other.
 *
 * @param known those of the meter that any of them meets, without an overlap
 * @param reason why known readings may be others, where a reading does not say it itself
 */
export function planReadings(readings: readonly IncomingReading[], known: readonly Reading[], { timeZone, nowMs, reason }: { timeZone: string; nowMs: number; reason: string | undefined }): ReadingPlan {
  const standing = new Timeline(known);
  const plan: ReadingPlan = { recorded: [], corrected: [], unchanged: 0, rejected: [], outcomes: readings.map(() => 'rejected') };
  for (const [place, { startsAt, interval, energyKwh, quality, reason: own }] of readings.entries()) {
    const startMs = Date.parse(startsAt);
    const refuse = (refusal: Refusal) => plan.rejected.push({ place, startsAt, ...refusal });
    const endMs = endOfInterval(startMs, interval, timeZone);
    if (endMs === undefined) {
      refuse({ code: 'not-at-a-boundary', detail: `no interval of ${interval} starts then in ${timeZone}` });
      continue;
    }
    const reading: Reading = { startMs, endMs, interval, energyWh: thousandthsOf(energyKwh), quality };
    const met = standing.met(reading);
    if (endMs > nowMs) refuse({ code: 'in-the-future', detail: 'its interval is not over yet' });
    else if (!met) {
      standing.add(reading);
      plan.recorded.push(reading);
      plan.outcomes[place] = 'created';
    } else if (met.startMs !== startMs || met.interval !== interval) refuse({ code: 'overlaps-another', detail: `a reading of ${met.interval} from ${new Date(met.startMs).toISOString()} tells of that time already` });
    else if (met.energyWh === reading.energyWh && met.quality === quality) {
      plan.unchanged += 1;
      plan.outcomes[place] = 'unchanged';
    } else {
      const why = own ?? reason ?? (isBetter(quality, met.quality) ? `${quality} instead of ${met.quality}` : undefined);
      if (why === undefined) refuse({ code: 'differs-without-reason', detail: 'another reading of that time is known, of the same quality or a better one: say why this one takes its place' });
      else {
        standing.replace(met, reading);
        plan.corrected.push({ place, before: met, after: reading, reason: why });
        plan.outcomes[place] = 'updated';
      }
    }
  }
  return plan;
}

/** The times that readings of a meter tell of, where an interval begins then. */
export function askedTimes(meterId: string, readings: readonly IncomingReading[], timeZone: string): { meterId: string; startMs: number; endMs: number }[] {
  return readings.flatMap(({ startsAt, interval }) => {
    const startMs = Date.parse(startsAt);
    const endMs = endOfInterval(startMs, interval, timeZone);
    return endMs === undefined ? [] : [{ meterId, startMs, endMs }];
  });
}

function isBetter(quality: ReadingQuality, than: ReadingQuality): boolean {
  return readingQualities.indexOf(quality) > readingQualities.indexOf(than);
}

/** Readings in the order of their starts, none of which overlaps another. */
class Timeline {
  readonly #readings: Reading[];

  constructor(readings: readonly Reading[]) {
    this.#readings = [...readings].sort((a, b) => a.startMs - b.startMs);
  }

  /** The first reading that shares time with one. */
  met({ startMs, endMs }: Reading): Reading | undefined {
    const at = this.#placeOf(startMs);
    const before = this.#readings[at - 1];
    if (before && before.endMs > startMs) return before;
    const next = this.#readings[at];
    return next && next.startMs < endMs ? next : undefined;
  }

  add(reading: Reading): void {
    this.#readings.splice(this.#placeOf(reading.startMs), 0, reading);
  }

  replace(old: Reading, reading: Reading): void {
    this.#readings[this.#readings.indexOf(old)] = reading;
  }

  /** How many start before. */
  #placeOf(startMs: number): number {
    let [low, high] = [0, this.#readings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#readings[middle]?.startMs ?? 0) < startMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
