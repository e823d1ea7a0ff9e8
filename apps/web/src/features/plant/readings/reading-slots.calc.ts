import type { ReadingGaps, ReadingInterval, ReadingSpike, ReadingView } from '@kairos/contracts';

/** A place of the time line: what was read there, what makes it doubtful, or nothing at all. */
export type ReadingSlot = { startsAt: string; middleMs: number; reading: ReadingView | undefined; spike: ReadingSpike | undefined };

const minuteMs = 60_000;
const lengthMs: Record<ReadingInterval, number> = { '15-minutes': 15 * minuteMs, hour: 60 * minuteMs, day: 1440 * minuteMs, month: 43_200 * minuteMs };
const mostSlotsOfGap = 3000;

/** Readings in their order, and as many empty places between them as readings are missing. What is still to come is not missing. */
export function slotsOf(readings: readonly ReadingView[], { gaps }: Pick<ReadingGaps, 'gaps'>, spikes: readonly ReadingSpike[], nowMs: number): ReadingSlot[] {
  if (readings.length === 0) return [];
  const doubtful = new Map(spikes.map((spike) => [spike.startsAt, spike]));
  const known = readings.map((reading): ReadingSlot => ({ startsAt: reading.startsAt, middleMs: (Date.parse(reading.startsAt) + Date.parse(reading.endsAt)) / 2, reading, spike: doubtful.get(reading.startsAt) }));
  const stepMs = Math.min(...readings.map(({ interval }) => lengthMs[interval]));
  return [...known, ...gaps.flatMap((gap) => emptySlots(Date.parse(gap.startsAt), Math.min(Date.parse(gap.endsAt), nowMs), stepMs))].sort((a, b) => a.middleMs - b.middleMs);
}

function emptySlots(fromMs: number, toMs: number, stepMs: number): ReadingSlot[] {
  const count = Math.min(mostSlotsOfGap, Math.round((toMs - fromMs) / stepMs));
  if (count < 1) return [];
  const each = (toMs - fromMs) / count;
  return Array.from({ length: count }, (_, at) => ({ startsAt: new Date(fromMs + at * each).toISOString(), middleMs: fromMs + (at + 0.5) * each, reading: undefined, spike: undefined }));
}

export const totalKwh = (readings: readonly ReadingView[]): string => String(Math.round(readings.reduce((sum, { energyKwh }) => sum + Number(energyKwh), 0) * 1000) / 1000);

/** Where an axis ends so that one reading that can hardly be does not press all others to the ground; nothing where there is none. */
export function axisEnd(slots: readonly ReadingSlot[]): number | undefined {
  const plausible = slots.flatMap(({ reading, spike }) => (reading && !spike ? [Number(reading.energyKwh)] : []));
  const highest = Math.max(0, ...plausible);
  if (highest === 0 || !slots.some(({ spike }) => spike)) return undefined;
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  return magnitude * ([1, 2, 2.5, 5, 10].find((step) => step * magnitude >= highest * 1.05) ?? 20);
}
