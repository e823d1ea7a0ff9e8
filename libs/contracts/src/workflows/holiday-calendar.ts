import { z } from 'zod';
import { LocalText } from './local-text.ts';

export const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "must be a month and a day, such as '03-31'");

/** A public holiday: a fixed date, or a number of days after Easter Sunday. `since` is the first year it is kept. */
export const Holiday = z.union([
  z.strictObject({ on: MonthDay, since: z.int().optional(), name: LocalText }),
  z.strictObject({ daysAfterEaster: z.int().min(-60).max(60), since: z.int().optional(), name: LocalText }),
]);
export type Holiday = z.infer<typeof Holiday>;

/** The days of the week as RFC 5545 writes them, Sunday first. */
export const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

const municipality = z.string().min(1).max(100);
const place = {
  municipality,
  /** What else the municipality is called: in another language, or for short. */
  aliases: z.array(municipality).max(10).optional(),
  province: z.string().regex(/^[A-Z]{2}$/, 'must be a province code of two letters'),
  name: z.string().min(1).max(200),
};

/**
 * The day a municipality keeps for its patron saint: a date, a number of days after Easter Sunday, or a number of days after
 * the nth weekday of a month. It closes the offices of that municipality and no others.
 */
export const PatronDay = z.union([
  z.strictObject({ ...place, on: MonthDay }),
  z.strictObject({ ...place, daysAfterEaster: z.int().min(-60).max(60) }),
  z.strictObject({ ...place, month: z.int().min(1).max(12), weekday: z.enum(weekdays), nth: z.int().min(1).max(4), daysAfter: z.int().min(0).max(7).default(0) }),
]);
export type PatronDay = z.infer<typeof PatronDay>;

export const HolidayCalendar = z.strictObject({
  legalReference: z.string().min(1).max(500),
  holidays: z.array(Holiday).min(1).max(60),
  patrons: z.array(PatronDay).max(9000).default([]),
});
export type HolidayCalendar = z.infer<typeof HolidayCalendar>;

/**
 * Where a nominal date moves when it is no day for it. `nextWorkingDay` passes over Saturdays, Sundays and holidays,
 * `nextNonHoliday` over Sundays and holidays alone.
 */
export const shifts = ['nextWorkingDay', 'nextNonHoliday', 'none'] as const;
export const Shift = z.enum(shifts);
export type Shift = z.infer<typeof Shift>;
