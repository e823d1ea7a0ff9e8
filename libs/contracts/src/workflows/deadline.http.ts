import { z } from 'zod';
import { DeadlineId, PlantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { DeadlineNote, DeadlineObligation, DeadlineStatus, Withdrawal } from './deadline.ts';
import { ObligationCode, RequiredDocument } from './obligation.ts';
import { Why } from './predicate.ts';

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

/** Ordered by due date, undated ones last. `dueFrom` and `dueTo` are both included. */
export const ListDeadlinesQuery = PageQuery.extend({
  plantId: PlantId.optional(),
  dueFrom: PlainDate.optional(),
  dueTo: PlainDate.optional(),
  status: DeadlineStatus.optional(),
  obligation: ObligationCode.optional(),
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
