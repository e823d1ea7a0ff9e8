import { z } from 'zod';
import { DeadlineId, PlantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { DeadlineObligation, DeadlineStatus, Withdrawal } from './deadline.ts';
import { ObligationCode, Why } from './obligation.ts';

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
  overdue: z.boolean(),
  why: Why,
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
