import { z } from 'zod';
import { DeadlineId, PlantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { DeadlineNote, DeadlineObligation, DeadlineStatus, Withdrawal } from './deadline.ts';
import { Authority, ObligationCode, RequiredDocument } from './obligation.ts';
import { Why } from './predicate.ts';

export const deadlinePriorities = ['High', 'Medium', 'Low'] as const;
export const DeadlinePriority = z.enum(deadlinePriorities);
export type DeadlinePriority = z.infer<typeof DeadlinePriority>;

/** The rule as the version of the pack says it that the deadline was opened with. */
export const DeadlineRule = z.object({
  legalReference: z.string(),
  portal: z.string().nullable(),
  requiredDocuments: z.array(RequiredDocument),
  leadAlertDays: z.array(z.int()),
  notes: z.string().nullable(),
});

export const DeadlineView = z.object({
  id: DeadlineId,
  plantId: PlantId,
  /** Null while this service has not heard of the plant (again). */
  plantCode: z.string().nullable(),
  plantName: z.string().nullable(),
  obligation: DeadlineObligation,
  status: DeadlineStatus,
  /** The date the rule names; `dueOn` is where it moves when that is no working day. */
  nominalDueOn: PlainDate.nullable(),
  dueOn: PlainDate.nullable(),
  /** The day from which it can be met; null when any day will do. */
  windowOpensOn: PlainDate.nullable(),
  overdue: z.boolean(),
  /** Of an open deadline: the days left, negative when it is past, and how pressing that makes it: up to 3 high, up to 7 medium. */
  daysLeft: z.int().nullable(),
  priority: DeadlinePriority.nullable(),
  why: Why,
  /** Null when this release ships that version of the pack no more. */
  rule: DeadlineRule.nullable(),
  notes: z.array(DeadlineNote),
  completion: z.object({ completedOn: PlainDate, note: z.string().nullable(), completedBy: UserId, completedAt: Instant }).nullable(),
  withdrawal: Withdrawal.extend({ withdrawnOn: PlainDate }).nullable(),
  version: z.int().positive(),
  openedAt: Instant,
  updatedAt: Instant,
});
export type DeadlineView = z.infer<typeof DeadlineView>;

/**
 * Ordered by due date, undated ones last. `dueFrom` and `dueTo` are both included. `withinDays` are the open ones that fall due from
 * today to so many days from now; `overdue` are the open ones whose day is past.
 */
export const ListDeadlinesQuery = PageQuery.extend({
  plantId: PlantId.optional(),
  dueFrom: PlainDate.optional(),
  dueTo: PlainDate.optional(),
  status: DeadlineStatus.optional(),
  obligation: ObligationCode.optional(),
  authority: Authority.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  withinDays: z.coerce.number().int().min(0).max(3660).optional(),
})
  .strict()
  .refine(({ dueFrom, dueTo }) => !dueFrom || !dueTo || dueFrom <= dueTo, { path: ['dueTo'], message: 'must not be before dueFrom' });
export type ListDeadlinesQuery = z.infer<typeof ListDeadlinesQuery>;
export const DeadlinePage = pageOf(DeadlineView);
export type DeadlinePage = z.infer<typeof DeadlinePage>;

/** `note` says what proves it: a protocol number, a receipt, a report. */
export const CompleteDeadlineBody = z.strictObject({ completedOn: PlainDate, note: z.string().trim().min(1).max(2000).nullish() });
export type CompleteDeadlineBody = z.infer<typeof CompleteDeadlineBody>;

/** The completed deadline and the next occurrence it opened. */
export const CompletedDeadline = DeadlineView.extend({ next: DeadlineView.nullable() });
export type CompletedDeadline = z.infer<typeof CompletedDeadline>;

/** Open deadlines by how soon they fall due: `dueWithin30Days` holds those of `dueWithin7Days` too, none holds overdue ones. */
export const DeadlineSummary = z.object({
  open: z.int(),
  overdue: z.int(),
  dueWithin7Days: z.int(),
  dueWithin30Days: z.int(),
  dueWithin60Days: z.int(),
  /** They apply, but the plant lacks the date they are counted from. */
  dateMissing: z.int(),
});
export type DeadlineSummary = z.infer<typeof DeadlineSummary>;

export const DeadlineSummaryQuery = z.strictObject({ plantId: PlantId.optional(), authority: Authority.optional() });
export type DeadlineSummaryQuery = z.infer<typeof DeadlineSummaryQuery>;
