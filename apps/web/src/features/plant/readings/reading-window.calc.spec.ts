import { expect, it } from '@jest/globals';
import { hoursOff, neighbour, windowOf } from './reading-window.calc.ts';

it('begins and ends days by the clock of the plant, on nights in which it is changed too', () => {
  expect(windowOf('day', '2026-10-25', 'Europe/Rome')).toEqual({ firstOn: '2026-10-25', lastOn: '2026-10-25', from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z', hours: 25 });
  expect(windowOf('day', '2026-03-29', 'Europe/Rome')).toMatchObject({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z', hours: 23 });
  const hours = (span: 'day' | 'week' | 'month', on: string) => hoursOff(span, windowOf(span, on, 'Europe/Rome'));
  expect([hours('day', '2026-10-25'), hours('week', '2026-10-25'), hours('month', '2026-10-02'), hours('month', '2026-03-02'), hours('month', '2026-11-02')]).toEqual([1, 1, 1, -1, 0]);
});

it('counts weeks from Monday and months as they are long', () => {
  expect(windowOf('week', '2026-11-22', 'Europe/Rome')).toMatchObject({ firstOn: '2026-11-16', lastOn: '2026-11-22' });
  expect(windowOf('month', '2024-02-10', 'Europe/Rome')).toMatchObject({ firstOn: '2024-02-01', lastOn: '2024-02-29' });
});

it('leads from a window to the one beside it', () => {
  expect([neighbour('day', '2026-03-01', -1), neighbour('week', '2026-11-22', 1), neighbour('month', '2026-01-31', -1), neighbour('month', '2026-12-31', 1)]).toEqual(['2026-02-28', '2026-11-23', '2025-12-01', '2027-01-01']);
});
