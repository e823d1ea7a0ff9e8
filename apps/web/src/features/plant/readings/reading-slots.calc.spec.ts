import { expect, it } from '@jest/globals';
import type { ReadingView } from '@kairos/contracts';
import { axisEnd, slotsOf, totalKwh } from './reading-slots.calc.ts';

const hour = (at: number, energyKwh = '10'): ReadingView => ({ startsAt: `2026-06-01T${String(at).padStart(2, '0')}:00:00.000Z`, endsAt: `2026-06-01T${String(at + 1).padStart(2, '0')}:00:00.000Z`, interval: 'hour', energyKwh, quality: 'measured', source: 'portal' });
const gap = (from: number, to: number) => ({ startsAt: hour(from).startsAt, endsAt: hour(to).startsAt, minutes: (to - from) * 60 });
const later = Date.parse('2026-07-01T00:00:00Z');

it('leaves as many places empty as readings are missing', () => {
  const slots = slotsOf([hour(0), hour(3)], { gaps: [gap(1, 3)] }, [], later);
  expect(slots.map(({ startsAt, reading }) => [startsAt.slice(11, 16), reading?.energyKwh])).toEqual([['00:00', '10'], ['01:00', undefined], ['02:00', undefined], ['03:00', '10']]);
});

it('does not miss what is still to come', () => {
  expect(slotsOf([hour(0)], { gaps: [gap(1, 12)] }, [], Date.parse('2026-06-01T03:00:00Z'))).toHaveLength(3);
});

it('says which reading can hardly be', () => {
  const spike = { startsAt: hour(1).startsAt, interval: 'hour' as const, energyKwh: '9999', because: 'above-capacity' as const, mostKwh: '998.5', medianKwh: null };
  expect(slotsOf([hour(0), hour(1, '9999')], { gaps: [] }, [spike], later).map((slot) => slot.spike?.because)).toEqual([undefined, 'above-capacity']);
});

it('sums what was read without what floats add', () => {
  expect(totalKwh([hour(0, '0.1'), hour(1, '0.2')])).toBe('0.3');
});

it('ends the axis above what is plausible where something is not', () => {
  const spike = { startsAt: hour(1).startsAt, interval: 'hour' as const, energyKwh: '9999', because: 'above-capacity' as const, mostKwh: '998.5', medianKwh: null };
  expect(axisEnd(slotsOf([hour(0, '390'), hour(1, '9999')], { gaps: [] }, [spike], later))).toBe(500);
  expect(axisEnd(slotsOf([hour(0, '98'), hour(1, '9999')], { gaps: [] }, [spike], later))).toBe(200);
  expect(axisEnd(slotsOf([hour(0, '390')], { gaps: [] }, [], later))).toBeUndefined();
});
