import { ofThousandths, type ReadingSpike } from '@kairos/contracts';
import { localClock } from './local-time.calc.ts';
import type { Reading } from './plan-readings.calc.ts';

/** Percent of the installed capacity that a plant may give for a while; how many deviations from the usual are too many; the least deviation, in percent of the median and of what the capacity gives. */
const most = { capacityPercent: 110n, deviations: 6n, leastDeviationPercent: 5n, leastOfCapacityPercent: 1n };
const leastAlike = 5;

export const spikeRule = `A reading is a spike where it is above ${most.capacityPercent} % of what the installed capacity gives in its time, or where it is above the median of the readings of its interval in the window `
  + `(of those at the same time of day, where they are shorter than a day) by more than ${most.deviations} times their median absolute deviation, which counts as at least ${most.leastDeviationPercent} % of the median and ${most.leastOfCapacityPercent} % of what the capacity gives. `
  + `The second is asked only of ${leastAlike} readings or more.`;

/** The readings of a window that can hardly be, by `spikeRule`, in their order. */
export function findSpikes(readings: readonly Reading[], capacityW: bigint, timeZone: string): ReadingSpike[] {
  const usual = new Map([...Map.groupBy(readings, (reading) => alike(reading, timeZone))].map(([key, group]) => [key, usualOf(group, capacityW)]));
  return readings.flatMap((reading): ReadingSpike[] => {
    const told = { startsAt: new Date(reading.startMs).toISOString(), interval: reading.interval, energyKwh: ofThousandths(reading.energyWh) };
    const capacityWh = (wattHours(capacityW, reading) * most.capacityPercent) / 100n;
    if (reading.energyWh > capacityWh) return [{ ...told, because: 'above-capacity', mostKwh: ofThousandths(capacityWh), medianKwh: null }];
    const group = usual.get(alike(reading, timeZone));
    if (!group || reading.energyWh <= group.mostWh) return [];
    return [{ ...told, because: 'far-above-usual', mostKwh: ofThousandths(group.mostWh), medianKwh: ofThousandths(group.medianWh) }];
  });
}

function alike({ startMs, interval }: Reading, timeZone: string): string {
  return interval === 'day' || interval === 'month' ? interval : `${interval} ${localClock(startMs, timeZone) % 86_400_000}`;
}

function usualOf(group: readonly Reading[], capacityW: bigint): { medianWh: bigint; mostWh: bigint } | undefined {
  const [first] = group;
  if (!first || group.length < leastAlike) return undefined;
  const medianWh = median(group.map(({ energyWh }) => energyWh));
  const deviation = median(group.map(({ energyWh }) => (energyWh > medianWh ? energyWh - medianWh : medianWh - energyWh)));
  const counted = [deviation, (medianWh * most.leastDeviationPercent) / 100n, (wattHours(capacityW, first) * most.leastOfCapacityPercent) / 100n].reduce((a, b) => (a > b ? a : b));
  return { medianWh, mostWh: medianWh + most.deviations * counted };
}

/** What the capacity gives in the time of a reading. */
function wattHours(capacityW: bigint, { startMs, endMs }: Reading): bigint {
  return (capacityW * BigInt(endMs - startMs)) / 3_600_000n;
}

/** Of an even number the lower of the middle ones. */
function median(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[(sorted.length - 1) >> 1] ?? 0n;
}
