import { z } from 'zod';
import { HolidayCalendar, MonthDay, Shift } from './holiday-calendar.ts';
import { LocalText } from './local-text.ts';
import { Predicate } from './predicate.ts';

export const authorities = ['DSO', 'Terna', 'GSE', 'Customs', 'Municipality', 'Region', 'Superintendence'] as const;
export const Authority = z.enum(authorities);
export type Authority = z.infer<typeof Authority>;

export const obligationCategories = ['Activation', 'Fiscal', 'Incentives', 'Changes', 'Maintenance', 'Compliance'] as const;
export const ObligationCategory = z.enum(obligationCategories);

export const ObligationCode = z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
export type ObligationCode = z.infer<typeof ObligationCode>;

/**
 * A recurrence rule of RFC 5545, of the part that obligations need: every year or every so many years, on one day of one
 * month or, without month and day, on the day it is counted from.
 */
export const RecurrenceRule = z
  .string()
  .regex(/^FREQ=YEARLY(;INTERVAL=([1-9]|[1-4]\d|50))?(;BYMONTH=([1-9]|1[0-2]);BYMONTHDAY=([1-9]|[12]\d|3[01]))?$/, "must be a yearly RRULE, such as 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31' or 'FREQ=YEARLY;INTERVAL=5'");

/** The dates of a plant that a term can be counted from. */
export const plantDates = ['commissionedOn'] as const;

/**
 * When an obligation falls due. A rule that is counted from a date of the plant counts, once done, from the day it was last
 * done; a plant without that date has an undated deadline. `daysAfter` is a term that runs once, from a date of the plant or
 * from the day of the event that triggered it.
 */
export const DueRule = z.union([
  z.strictObject({ rrule: RecurrenceRule, countedFrom: z.enum(plantDates).optional() }),
  z.strictObject({ daysAfter: z.int().min(0).max(3650), countedFrom: z.enum(['trigger', ...plantDates]) }),
]);
export type DueRule = z.infer<typeof DueRule>;

/** What happens to a plant: it joins the portfolio, a fact of it changes, it reaches another status. */
export const plantTriggers = ['registered', 'changed', 'statusChanged'] as const;
export const PlantTrigger = z.enum(plantTriggers);
export type PlantTrigger = z.infer<typeof PlantTrigger>;

/** `recurring`: there is always a next one while the obligation applies. An event: once, when it happens to a plant it applies to. */
export const Trigger = z.union([z.literal('recurring'), z.strictObject({ event: z.array(PlantTrigger).min(1).max(plantTriggers.length) })]);
export type Trigger = z.infer<typeof Trigger>;

export const documentCategories = ['Authorisation', 'Technical', 'Administrative', 'Fiscal', 'Contract', 'Operational'] as const;
export const DocumentCategory = z.enum(documentCategories);
export type DocumentCategory = z.infer<typeof DocumentCategory>;

/** A document that proves or accompanies a filing; `maxAgeDays` is how old it may be, null when that does not matter. */
export const RequiredDocument = z.strictObject({ title: LocalText, category: DocumentCategory, maxAgeDays: z.int().min(1).max(3650).nullable().default(null) });
export type RequiredDocument = z.infer<typeof RequiredDocument>;

export const Obligation = z.strictObject({
  code: ObligationCode,
  title: LocalText,
  authority: Authority,
  category: ObligationCategory,
  appliesWhen: Predicate,
  trigger: Trigger.default('recurring'),
  due: DueRule,
  /** `patronCounts`: the day of the municipality's patron saint is passed over too. */
  shift: z.strictObject({ to: Shift, patronCounts: z.boolean().default(false), legalReference: z.string().min(1).max(500) }),
  /** The day from which it can be met, in the year it falls due; null when any day will do. */
  windowOpensOn: MonthDay.nullable().default(null),
  leadAlertDays: z.array(z.int().min(0).max(365)).min(1).max(10),
  requiredDocuments: z.array(RequiredDocument).max(30).default([]),
  legalReference: z.string().min(1).max(500),
  portal: z.url({ protocol: /^https$/ }).nullable(),
  notes: z.string().max(2000).nullable(),
});
export type Obligation = z.infer<typeof Obligation>;

/** Obligations that are prepared together, `leadDays` before they fall due. No law asks for the bundle itself. */
export const ObligationBundle = z.strictObject({ code: ObligationCode, title: LocalText, leadDays: z.int().min(0).max(365), obligations: z.array(ObligationCode).min(2).max(50) });

export const ObligationPackId = z.string().max(50).regex(/^[a-z0-9-]+$/, 'must be lower-case words joined by hyphens');
export type ObligationPackId = z.infer<typeof ObligationPackId>;
export const ObligationPackVersion = z.string().regex(/^\d{4}\.\d{1,3}$/, "must be a year and a number, such as '2026.1'");

/** A versioned set of obligations of one jurisdiction, with the calendar their dates move by. */
export const ObligationPack = z.strictObject({
  id: ObligationPackId,
  version: ObligationPackVersion,
  jurisdiction: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 country code'),
  timeZone: z.string().min(1).max(50),
  title: LocalText,
  notes: z.string().max(2000).nullable(),
  calendar: HolidayCalendar,
  bundles: z.array(ObligationBundle).max(50).default([]),
  obligations: z.array(Obligation).min(1).max(200),
});
export type ObligationPack = z.infer<typeof ObligationPack>;
