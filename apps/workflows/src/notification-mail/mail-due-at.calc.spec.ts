import { describe, expect, it } from '@jest/globals';
import { usualPreferences, type NotificationPreferences } from '@kairos/contracts';
import { mailDueAt, type Raised } from './mail-due-at.calc.ts';
import { clockIn, instantIn } from './zoned-time.calc.ts';

type Choice = { mail?: Partial<NotificationPreferences['mail']>; quietHours?: NotificationPreferences['quietHours']; timeZone?: string };
const choose = ({ mail, ...rest }: Choice): NotificationPreferences => ({ ...usualPreferences, ...rest, mail: { ...usualPreferences.mail, ...mail } });
const due = (raisedAt: string, choice: Choice = {}, raised: Partial<Raised> = {}) =>
  mailDueAt({ type: 'deadline', priority: 'medium', ...raised, raisedAt: new Date(raisedAt) }, choose(choice), 'Europe/Rome')?.toISOString() ?? null;
const awake = { quietHours: null };

describe('a mail', () => {
  it('is due at once by day, and at the end of quiet hours by night', () => {
    expect(due('2026-12-01T10:00:00Z')).toBe('2026-12-01T10:00:00.000Z');
    expect(due('2026-12-01T19:00:00Z')).toBe('2026-12-02T06:00:00.000Z');
    expect(due('2026-12-01T23:30:00Z')).toBe('2026-12-02T06:00:00.000Z');
    expect(due('2026-12-02T05:59:00Z')).toBe('2026-12-02T06:00:00.000Z');
    expect(due('2026-12-02T06:00:00Z')).toBe('2026-12-02T06:00:00.000Z');
  });

  it('follows the zone somebody chose, else the tenant’s', () => {
    expect(due('2026-12-01T21:00:00Z', { timeZone: 'America/New_York' })).toBe('2026-12-01T21:00:00.000Z');
    expect(due('2026-12-02T02:00:00Z', { timeZone: 'America/New_York' })).toBe('2026-12-02T12:00:00.000Z');
    expect(due('2026-12-01T16:45:00Z', { timeZone: 'Asia/Kathmandu' })).toBe('2026-12-02T01:15:00.000Z');
  });

  it('waits at noon for whoever wants quiet then; equal times are no quiet at all', () => {
    const noon = { quietHours: { from: '12:00', to: '14:00' } };
    expect([due('2026-12-01T10:59:00Z', noon), due('2026-12-01T11:00:00Z', noon), due('2026-12-01T13:00:00Z', noon)]).toEqual(['2026-12-01T10:59:00.000Z', '2026-12-01T13:00:00.000Z', '2026-12-01T13:00:00.000Z']);
    expect(due('2026-12-01T23:00:00Z', { quietHours: { from: '07:00', to: '07:00' } })).toBe('2026-12-01T23:00:00.000Z');
  });

  it('waits for the daily digest, and for the weekly one on its day', () => {
    const daily: Choice = { ...awake, mail: { cadence: 'daily', digestAt: '08:30' } };
    expect([due('2026-12-01T07:29:00Z', daily), due('2026-12-01T07:30:00Z', daily)]).toEqual(['2026-12-01T07:30:00.000Z', '2026-12-02T07:30:00.000Z']);
    // 1 December 2026 is a Tuesday.
    const weekly = (digestOn: NotificationPreferences['mail']['digestOn']): Choice => ({ ...awake, mail: { cadence: 'weekly', digestOn } });
    expect([due('2026-12-01T10:00:00Z', weekly('monday')), due('2026-12-01T10:00:00Z', weekly('tuesday')), due('2026-12-01T10:00:00Z', weekly('sunday'))]).toEqual(['2026-12-07T06:00:00.000Z', '2026-12-08T06:00:00.000Z', '2026-12-06T06:00:00.000Z']);
    expect(due('2026-12-01T10:00:00Z', { mail: { cadence: 'daily', digestAt: '06:00' } })).toBe('2026-12-02T06:00:00.000Z');
  });

  it('does not wait for a digest that comes after the day on which it falls due', () => {
    const weekly: Choice = { mail: { cadence: 'weekly' } };
    expect([due('2026-12-01T10:00:00Z', weekly, { dueOn: '2026-12-06' }), due('2026-12-01T10:00:00Z', weekly, { dueOn: '2026-12-07' })]).toEqual(['2026-12-01T10:00:00.000Z', '2026-12-07T06:00:00.000Z']);
    expect(due('2026-12-01T23:30:00Z', weekly, { dueOn: '2026-12-02' })).toBe('2026-12-02T06:00:00.000Z');
    expect(due('2026-12-01T10:00:00Z', weekly, { dueOn: '2026-11-30' })).toBe('2026-12-07T06:00:00.000Z');
  });

  it('passes digest and quiet hours where it is urgent and somebody lets it', () => {
    const digest: Choice = { mail: { cadence: 'weekly', urgentAtOnce: true } };
    expect([due('2026-12-01T23:00:00Z', digest, { priority: 'high' }), due('2026-12-01T23:00:00Z', digest)]).toEqual(['2026-12-01T23:00:00.000Z', '2026-12-07T06:00:00.000Z']);
    expect(due('2026-12-01T23:00:00Z', {}, { priority: 'high' })).toBe('2026-12-02T06:00:00.000Z');
  });

  it('is none of what is not important enough, or of a type that is not wanted', () => {
    expect(due('2026-12-01T10:00:00Z', {}, { priority: 'low' })).toBeNull();
    expect(due('2026-12-01T10:00:00Z', { mail: { minimumPriority: 'low' } }, { priority: 'low' })).not.toBeNull();
    expect(due('2026-12-01T10:00:00Z', { mail: { minimumPriority: 'high' } })).toBeNull();
    expect(due('2026-12-01T10:00:00Z', { mail: { types: ['task'], urgentAtOnce: true } }, { priority: 'high' })).toBeNull();
  });
});

describe('a clock in a zone', () => {
  it.each([
    ['2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '03:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-26', '07:00', '2026-10-26T06:00:00.000Z'],
  ])('shows %s %s in Rome at %s', (date, time, instant) => expect(instantIn('Europe/Rome', date, time).toISOString()).toBe(instant));

  it('shows what it was asked for, at any time of two years', () => {
    const wrong: string[] = [];
    for (const zone of ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']) {
      for (let at = Date.parse('2026-01-01T00:00:00Z'); at < Date.parse('2028-01-01T00:00:00Z'); at += 900_000 * 23) {
        const { date, time } = clockIn(zone, new Date(at));
        const shown = clockIn(zone, instantIn(zone, date, time));
        if (shown.date !== date || shown.time !== time) wrong.push(`${zone} ${date} ${time}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
