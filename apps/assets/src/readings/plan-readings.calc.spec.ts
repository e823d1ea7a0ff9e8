import { describe, expect, it } from '@jest/globals';
import type { ReadingInterval, ReadingQuality, UploadReadingsBody } from '@kairos/contracts';
import { findSpikes } from './find-spikes.calc.ts';
import { endOfInterval, instantOf } from './local-time.calc.ts';
import { planReadings, type Reading } from './plan-readings.calc.ts';

const rome = 'Europe/Rome';
const hours = (start: string, interval: ReadingInterval, zone = rome) => {
  const end = endOfInterval(Date.parse(start), interval, zone);
  return end === undefined ? undefined : (end - Date.parse(start)) / 3_600_000;
};

describe('the intervals of readings, by the clock of the plant', () => {
  it.each([
    ['2027-03-27T23:00:00Z', 'day', 23], ['2027-10-30T22:00:00Z', 'day', 25], ['2027-01-14T23:00:00Z', 'day', 24],
    ['2027-02-28T23:00:00Z', 'month', 31 * 24 - 1], ['2027-09-30T22:00:00Z', 'month', 31 * 24 + 1], ['2028-01-31T23:00:00Z', 'month', 29 * 24],
    ['2027-03-28T01:00:00Z', 'hour', 1], ['2027-10-31T01:45:00Z', '15-minutes', 0.25],
  ] as const)('one that starts at %s lasts, as a %s, %d hours', (start, interval, expected) => {
    expect(hours(start, interval)).toBe(expected);
  });

  it.each([['2027-03-28T00:00:00Z', 'day'], ['2027-01-14T23:15:00Z', 'hour'], ['2027-01-14T23:00:00.001Z', 'hour'], ['2027-01-14T23:07:00Z', '15-minutes'], ['2027-01-14T23:00:00Z', 'month']] as const)('none starts at %s as a %s', (start, interval) => {
    expect(hours(start, interval)).toBeUndefined();
  });

  it('are an hour of the clock also where that begins between those of UTC', () => {
    expect([hours('2027-01-01T00:30:00Z', 'hour', 'Asia/Kolkata'), hours('2027-01-01T00:00:00Z', 'hour', 'Asia/Kolkata')]).toEqual([1, undefined]);
  });

  it('fill every day and every month of ten years without a gap', () => {
    for (const interval of ['day', 'month'] as const) {
      const last = instantOf(Date.UTC(2031, 0, 1), rome);
      let at = instantOf(Date.UTC(2021, 0, 1), rome);
      for (let count = 0; at < last; count += 1) {
        expect(count).toBeLessThan(4000);
        at = endOfInterval(at, interval, rome) ?? Infinity;
      }
      expect(at).toBe(last);
    }
  });
});

type Given = UploadReadingsBody['readings'][number];
const given = (startsAt: string, energyKwh: string, more: Partial<Given> = {}): Given => ({ startsAt, energyKwh, interval: 'hour', quality: 'measured', ...more });
const plan = (readings: Given[], known: Reading[] = [], reason?: string) => planReadings(readings, known, { timeZone: rome, nowMs: Date.parse('2026-06-01T00:00:00Z'), reason });
const stored = (start: string, energyWh: bigint, quality: ReadingQuality = 'measured', interval: ReadingInterval = 'hour'): Reading => {
  const startMs = Date.parse(start);
  return { startMs, endMs: endOfInterval(startMs, interval, rome) ?? 0, interval, energyWh, quality };
};

describe('an upload of readings', () => {
  it('records what is new and leaves what is known, however often it comes', () => {
    const twice = [given('2026-05-01T10:00:00Z', '1.5'), given('2026-05-01T10:00:00Z', '1.500'), given('2026-05-01T11:00:00Z', '0')];
    const { recorded, unchanged } = plan(twice);
    expect([recorded.map(({ energyWh }) => energyWh), unchanged]).toEqual([[1500n, 0n], 1]);
    expect(plan(twice, recorded)).toEqual({ recorded: [], corrected: [], unchanged: 3, rejected: [], outcomes: ['unchanged', 'unchanged', 'unchanged'] });
  });

  it('corrects what differs only for a reason: one that is told, or a better quality', () => {
    const known = [stored('2026-05-01T10:00:00Z', 1000n, 'measured')];
    expect(plan([given('2026-05-01T10:00:00Z', '2')], known).rejected).toMatchObject([{ place: 0, code: 'differs-without-reason' }]);
    expect(plan([given('2026-05-01T10:00:00Z', '2', { quality: 'estimated' })], known).rejected).toHaveLength(1);
    expect(plan([given('2026-05-01T10:00:00Z', '2', { quality: 'validated' })], known).corrected).toMatchObject([{ before: { energyWh: 1000n }, after: { energyWh: 2000n }, reason: 'validated instead of measured' }]);
    expect(plan([given('2026-05-01T10:00:00Z', '2')], known, 'meter was misread').corrected).toMatchObject([{ reason: 'meter was misread' }]);
  });

  it('counts no time twice: what overlaps a reading of another length is rejected alone', () => {
    const known = [stored('2026-05-01T22:00:00Z', 24_000n, 'measured', 'day')];
    const { rejected, recorded } = plan([given('2026-05-02T08:00:00Z', '1'), given('2026-05-02T22:00:00Z', '1'), given('2026-05-02T22:00:00Z', '1', { interval: 'day' }), given('2026-04-30T22:00:00Z', '9', { interval: 'month' })], known);
    expect(rejected.map(({ place, code }) => [place, code])).toEqual([[0, 'overlaps-another'], [2, 'overlaps-another'], [3, 'overlaps-another']]);
    expect(recorded).toHaveLength(1);
  });

  it('rejects what does not start where its interval does, and what is not over', () => {
    const { rejected } = plan([given('2026-05-01T10:30:00Z', '1'), given('2026-05-31T23:30:00Z', '1', { interval: '15-minutes' }), given('2026-05-31T23:45:00Z', '1', { interval: '15-minutes' }), given('2026-06-01T00:00:00Z', '1', { interval: '15-minutes' })]);
    expect(rejected.map(({ place, code }) => [place, code])).toEqual([[0, 'not-at-a-boundary'], [3, 'in-the-future']]);
  });
});

describe('spikes', () => {
  const noons = Array.from({ length: 10 }, (_, day) => stored(`2026-05-${String(day + 1).padStart(2, '0')}T10:00:00Z`, BigInt(400 + (day % 3) * 20)));
  const nights = Array.from({ length: 10 }, (_, day) => stored(`2026-05-${String(day + 1).padStart(2, '0')}T00:00:00Z`, day === 4 ? 5n : 0n));

  it('are readings above what the plant can give, and those far above what is usual at that time of day', () => {
    expect(findSpikes([...noons, ...nights], 1000n, rome)).toEqual([]);
    const wrong = [stored('2026-05-20T10:00:00Z', 900n), stored('2026-05-21T10:00:00Z', 1101n), stored('2026-05-22T00:00:00Z', 400n)];
    expect(findSpikes([...noons, ...nights, ...wrong], 1000n, rome).map(({ startsAt, because, medianKwh }) => [startsAt, because, medianKwh])).toEqual([
      ['2026-05-20T10:00:00.000Z', 'far-above-usual', '0.42'], ['2026-05-21T10:00:00.000Z', 'above-capacity', null], ['2026-05-22T00:00:00.000Z', 'far-above-usual', '0'],
    ]);
  });

  it('are not sought among fewer readings than make a habit', () => {
    expect(findSpikes([...noons.slice(0, 3), stored('2026-05-20T10:00:00Z', 900n)], 1000n, rome)).toEqual([]);
  });
});
