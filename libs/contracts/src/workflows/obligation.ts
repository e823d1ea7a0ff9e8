import { z } from 'zod';
import { PlantStatus, PlantType } from '../assets/plant.ts';
import { Kilowatts } from '../primitives.ts';

export const authorities = ['DSO', 'Terna', 'GSE', 'Customs', 'Municipality', 'Region', 'Superintendence'] as const;
export const Authority = z.enum(authorities);
export type Authority = z.infer<typeof Authority>;

export const obligationCategories = ['Activation', 'Fiscal', 'Incentives', 'Changes', 'Maintenance', 'Compliance'] as const;
export const ObligationCategory = z.enum(obligationCategories);

export const ObligationCode = z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
export type ObligationCode = z.infer<typeof ObligationCode>;

/** One text in the languages of the product. */
export const LocalText = z.strictObject({ en: z.string().min(1).max(500), it: z.string().min(1).max(500) });
export type LocalText = z.infer<typeof LocalText>;

/** One question about one fact of a plant. Capacity is compared exactly, to the watt. */
export const Comparison = z.union([
  z.strictObject({ field: z.literal('capacityKw'), op: z.enum(['above', 'atLeast', 'below', 'atMost', 'equals']), value: Kilowatts }),
  z.strictObject({ field: z.literal('status'), op: z.literal('in'), value: z.array(PlantStatus).min(1) }),
  z.strictObject({ field: z.literal('type'), op: z.literal('in'), value: z.array(PlantType).min(1) }),
]);
export type Comparison = z.infer<typeof Comparison>;

const combinationOf = <T extends z.ZodType>(term: T) =>
  z.union([
    z.strictObject({ all: z.array(term).min(1).max(20) }),
    z.strictObject({ any: z.array(term).min(1).max(20) }),
    z.strictObject({ not: term }),
  ]);
const Clause = z.union([Comparison, combinationOf(Comparison)]);

/** Whether an obligation applies to a plant, as data. Two levels suffice for every rule; deeper ones are refused. */
export const Predicate = z.union([Comparison, combinationOf(Clause)]);
export type Predicate = z.infer<typeof Predicate>;

/** Why a deadline exists: the predicate and the values the plant had when it was answered. */
export const Why = z.object({ predicate: Predicate, fields: z.record(z.string(), z.string().nullable()) });
export type Why = z.infer<typeof Why>;

const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "must be a month and a day, such as '03-31'");

/**
 * When an obligation falls due. `everyYears` counts from a date of the plant and, once done, from the day it was
 * done; a plant without that date has an undated deadline.
 */
export const DueRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yearly'), on: MonthDay }),
  z.strictObject({ kind: z.literal('everyYears'), years: z.int().min(1).max(50), from: z.literal('commissionedOn') }),
]);
export type DueRule = z.infer<typeof DueRule>;

/**
 * Where a nominal date moves when it is no day for it. `nextWorkingDay` passes over Saturdays, Sundays and holidays,
 * `nextNonHoliday` over Sundays and holidays alone.
 */
export const shifts = ['nextWorkingDay', 'nextNonHoliday', 'none'] as const;
export const Shift = z.enum(shifts);
export type Shift = z.infer<typeof Shift>;

export const Obligation = z.strictObject({
  code: ObligationCode,
  title: LocalText,
  authority: Authority,
  category: ObligationCategory,
  appliesWhen: Predicate,
  due: DueRule,
  shift: z.strictObject({ to: Shift, legalReference: z.string().min(1).max(500) }),
  leadAlertDays: z.array(z.int().min(0).max(365)).min(1).max(10),
  legalReference: z.string().min(1).max(500),
  portal: z.url({ protocol: /^https$/ }).nullable(),
  notes: z.string().max(2000).nullable(),
});
export type Obligation = z.infer<typeof Obligation>;

/** A public holiday: a fixed date, or a number of days after Easter Sunday. `since` is the first year it is kept. */
export const Holiday = z.union([
  z.strictObject({ on: MonthDay, since: z.int().optional(), name: LocalText }),
  z.strictObject({ daysAfterEaster: z.int().min(-60).max(60), since: z.int().optional(), name: LocalText }),
]);
export type Holiday = z.infer<typeof Holiday>;

export const HolidayCalendar = z.strictObject({ legalReference: z.string().min(1).max(500), holidays: z.array(Holiday).min(1).max(60) });
export type HolidayCalendar = z.infer<typeof HolidayCalendar>;

export const ObligationPackId = z.string().max(50).regex(/^[a-z0-9-]+$/, 'must be lower-case words joined by hyphens');
export type ObligationPackId = z.infer<typeof ObligationPackId>;

/** A versioned set of obligations of one jurisdiction, with the calendar their dates move by. */
export const ObligationPack = z.strictObject({
  id: ObligationPackId,
  version: z.string().regex(/^\d{4}\.\d{1,3}$/, "must be a year and a number, such as '2026.1'"),
  jurisdiction: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 country code'),
  timeZone: z.string().min(1).max(50),
  title: LocalText,
  notes: z.string().max(2000).nullable(),
  calendar: HolidayCalendar,
  obligations: z.array(Obligation).min(1).max(200),
});
export type ObligationPack = z.infer<typeof ObligationPack>;
