import { describe, expect, it } from '@jest/globals';
import { lessonOf, outcomeOf, pauseMs, retryAfterMs, whatFollows, type Attempt } from './delivery-outcome.calc.ts';
import { responseHead } from './response-head.calc.ts';

const attempt = (outcome: Attempt['outcome'], status: number | null = null, asked: number | null = null): Attempt => ({ outcome, status, error: null, responseHead: null, retryAfterMs: asked });
const now = new Date('2026-03-31T08:00:00Z');

describe('an attempt', () => {
  it.each([[200, 'delivered'], [204, 'delivered'], [301, 'refused'], [307, 'refused'], [400, 'refused'], [401, 'refused'], [404, 'refused'], [409, 'refused'], [410, 'refused'], [422, 'refused'], [408, 'failed'], [425, 'failed'], [429, 'failed'], [500, 'failed'], [503, 'failed'], [101, 'refused']])(
    'that is answered with %i is %s', (status, outcome) => expect(outcomeOf(status, false)).toBe(outcome),
  );

  it('that is answered with 401 is tried again where another token may help', () => {
    expect(outcomeOf(401, true)).toBe('failed');
  });

  it('is followed by a pause that doubles, up to the longest, less up to half of it', () => {
    const policy = { firstPauseMs: 1000, longestPauseMs: 10_000 };
    expect([1, 2, 3, 4, 5, 60].map((failures) => pauseMs(failures, policy, 0))).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(pauseMs(2, policy, 1)).toBe(1000);
  });

  it('leads to the end when it is refused, or one too many', () => {
    const patience = { attempts: 3, pauseMs: (failures: number) => failures * 100 };
    expect(whatFollows(attempt('failed'), 2, patience)).toEqual({ then: 'pending', dueInMs: 200 });
    expect(whatFollows(attempt('ambiguous'), 3, patience)).toEqual({ then: 'dead', dueInMs: 0 });
    expect(whatFollows(attempt('refused'), 1, patience)).toEqual({ then: 'dead', dueInMs: 0 });
    expect(whatFollows(attempt('failed', 429, 5000), 1, patience)).toEqual({ then: 'pending', dueInMs: 5000 });
  });
});

describe('Retry-After', () => {
  it.each([['3', 3000], ['0', 0], [' 7 ', 7000], ['99999999', 3_600_000], ['Tue, 31 Mar 2026 08:00:30 GMT', 30_000], ['Tue, 31 Mar 2026 07:00:00 GMT', 0], ['Thu, 31 Mar 2099 07:00:00 GMT', 3_600_000], ['-1', null], ['soon', null], ['1e3', null], ['', null]])('%j asks for %j ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

describe('a lane', () => {
  it('counts failures in a row, not what is refused or asked to wait', () => {
    expect(lessonOf([attempt('failed'), attempt('ambiguous')])).toEqual({ worked: false, failuresInARow: 2, restMs: 0 });
    expect(lessonOf([attempt('failed'), attempt('delivered'), attempt('failed')])).toEqual({ worked: true, failuresInARow: 1, restMs: 0 });
    expect(lessonOf([attempt('failed'), attempt('refused', 422)])).toEqual({ worked: true, failuresInARow: 0, restMs: 0 });
    expect(lessonOf([attempt('failed', 429, 2000)])).toEqual({ worked: true, failuresInARow: 0, restMs: 2000 });
  });
});

describe('what is kept of an answer', () => {
  it('is its beginning, without secrets and without what Postgres cannot hold', () => {
    expect(responseHead(Buffer.from('{"you":"sent Bearer abc123"}\0'), ['abc123'])).toBe('{"you":"sent Bearer •••"}␀');
    expect(responseHead(Buffer.from([0xff, 0xfe, 0x41]), [])).toContain('A');
    expect(responseHead(Buffer.from(`${'x'.repeat(4090)}abc123`), ['abc123'])).toBe(`${'x'.repeat(4090)}•••`);
    expect(responseHead(Buffer.alloc(0), [])).toBeNull();
  });
});
