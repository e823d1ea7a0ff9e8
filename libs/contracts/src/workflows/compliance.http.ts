import { z } from 'zod';
import { DeadlineId, PlantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { ComplianceItemCode, ComplianceState, scoredComplianceItems } from './compliance.ts';
import { LocalText } from './local-text.ts';

/** What shows the state of an item: a deadline that was completed or is overdue, a fact of the plant, a rule, or somebody's word. */
export const ComplianceSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deadline'), deadlineId: DeadlineId }),
  z.object({ kind: z.literal('plantFact'), field: z.string() }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('entry'), reason: z.string(), recordedBy: UserId, recordedAt: Instant }),
]);
export type ComplianceSource = z.infer<typeof ComplianceSource>;

/** `version` is that of what was entered by hand, 0 when nothing was: the next entry sends it as If-Match. */
export const ComplianceItem = z.object({
  code: ComplianceItemCode,
  title: LocalText,
  scored: z.boolean(),
  state: ComplianceState,
  because: z.string(),
  doneOn: PlainDate.nullable(),
  number: z.string().nullable(),
  expiresOn: PlainDate.nullable(),
  source: ComplianceSource.nullable(),
  version: z.int().nonnegative(),
});
export type ComplianceItem = z.infer<typeof ComplianceItem>;

/**
 * The checklist of a plant. `scorePercent` is what is done or does not apply of the eight scored items, rounded down: what the
 * law does not ask for is not missing.
 */
export const ComplianceView = z.object({
  plantId: PlantId,
  scorePercent: z.int().min(0).max(100),
  alert: z.boolean(),
  done: z.int(),
  notApplicable: z.int(),
  notDone: z.int(),
  items: z.array(ComplianceItem),
});
export type ComplianceView = z.infer<typeof ComplianceView>;

const text = (longest: number) => z.string().trim().min(1).max(longest);

/** What somebody says of an item and why. Done needs the day; an item of one's own needs a title. */
export const RecordComplianceBody = z
  .strictObject({
    state: ComplianceState,
    reason: text(2000),
    doneOn: PlainDate.nullish(),
    number: text(100).nullish(),
    expiresOn: PlainDate.nullish(),
    title: LocalText.nullish(),
  })
  .refine(({ state, doneOn }) => state !== 'done' || doneOn, { path: ['doneOn'], message: 'is needed for what is done' })
  .refine(({ state, doneOn, expiresOn }) => state === 'done' || (!doneOn && !expiresOn), { path: ['doneOn'], message: 'belongs to what is done' })
  .refine(({ doneOn, expiresOn }) => !doneOn || !expiresOn || doneOn <= expiresOn, { path: ['expiresOn'], message: 'must not be before doneOn' });
export type RecordComplianceBody = z.infer<typeof RecordComplianceBody>;

const State = z.object({ state: ComplianceState, because: z.string() });
/** A plant in the matrix, with its eight scored items. */
export const ComplianceRow = z.object({
  plantId: PlantId,
  plantCode: z.string(),
  plantName: z.string(),
  scorePercent: z.int(),
  alert: z.boolean(),
  items: z.object(Object.fromEntries(scoredComplianceItems.map((code) => [code, State])) as Record<(typeof scoredComplianceItems)[number], typeof State>),
});
export type ComplianceRow = z.infer<typeof ComplianceRow>;

/** `overall` is of every plant that the caller reaches, whatever the page: the mean score, rounded down, and how many call for attention. */
export const ComplianceMatrix = pageOf(ComplianceRow).extend({ overall: z.object({ plants: z.int(), meanScorePercent: z.int().nullable(), alerts: z.int() }) });
export type ComplianceMatrix = z.infer<typeof ComplianceMatrix>;

/** Ordered by the plants' codes. `below` leaves those with a lower score alone. */
export const ComplianceMatrixQuery = PageQuery.extend({ below: z.coerce.number().int().min(1).max(101).optional() }).strict();
export type ComplianceMatrixQuery = z.infer<typeof ComplianceMatrixQuery>;

/** How every plant that the caller reaches stands, in no order: what a map is coloured by. */
export const ComplianceScores = z.object({ items: z.array(z.object({ plantId: PlantId, scorePercent: z.int().min(0).max(100), alert: z.boolean() })) });
export type ComplianceScores = z.infer<typeof ComplianceScores>;
