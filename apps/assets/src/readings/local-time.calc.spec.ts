import { describe, expect, it } from '@jest/globals';
import { instantsOf, localClock } from './local-time.calc.ts';

const shown = (text: string, timeZone = 'Europe/Rome') => instantsOf(Date.parse(`${text}Z`), timeZone).map((atMs) => new Date(atMs).toISOString().slice(0, 16));

describe('the instants at which a clock shows a time', () => {
  it('is one, but two where the clock is set back, and none where it is set forward', () => {
    expect(shown('2025-07-01T12:00')).toEqual(['2025-07-01T10:00']);
    expect(shown('2025-10-26T02:00')).toEqual(['2025-10-26T00:00', '2025-10-26T01:00']);
    expect(shown('2025-10-26T02:45')).toEqual(['2025-10-26T00:45', '2025-10-26T01:45']);
    expect(shown('2025-10-26T03:00')).toEqual(['2025-10-26T02:00']);
    expect(shown('2025-03-30T01:45')).toEqual(['2025-03-30T00:45']);
    expect(shown('2025-03-30T02:00')).toEqual([]);
    expect(shown('2025-03-30T03:00')).toEqual(['2025-03-30T01:00']);
  });

  it.each(['Europe/Rome', 'Atlantic/Canary', 'Australia/Lord_Howe', 'America/St_Johns'])('leads back to each quarter of an hour of a year in %s', (timeZone) => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    for (let atMs = Date.UTC(2025, 0, 1); atMs < Date.UTC(2026, 0, 1); atMs += 7 * 15 * 60_000) {
      const clockMs = localClock(atMs, timeZone);
      expect([new Date(clockMs).toISOString().slice(0, 16), instantsOf(clockMs, timeZone).includes(atMs)]).toEqual([format.format(atMs).replace(' ', 'T'), true]);
    }
  });
});
