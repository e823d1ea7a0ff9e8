import { z } from 'zod';
import { PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { Authority, ObligationCategory, ObligationCode } from './obligation.ts';
import { FactValue } from './predicate.ts';

/** `dateMissing`: the obligation applies, but the plant lacks the date it is counted from. */
export const deadlineStatuses = ['open', 'dateMissing', 'completed', 'withdrawn'] as const;
export const DeadlineStatus = z.enum(deadlineStatuses);
export type DeadlineStatus = z.infer<typeof DeadlineStatus>;

export const withdrawalReasons = ['noLongerApplies', 'plantDeleted', 'obligationRetired'] as const;
export const Withdrawal = z.object({ reason: z.enum(withdrawalReasons), detail: z.string() });
export type Withdrawal = z.infer<typeof Withdrawal>;

/** What a deadline is about: the obligation as its pack words it. */
export const DeadlineObligation = z.object({
  packId: z.string(),
  packVersion: z.string(),
  code: ObligationCode,
  title: LocalText,
  authority: Authority,
  category: ObligationCategory,
});
export type DeadlineObligation = z.infer<typeof DeadlineObligation>;

/** Noted on a deadline that stays as it is while others of its plant come or go, because facts of the plant changed. */
export const DeadlineNote = z.object({
  notedOn: PlainDate,
  changed: z.array(z.object({ field: z.string(), from: FactValue, to: FactValue })),
  opened: z.array(ObligationCode),
  withdrawn: z.array(ObligationCode),
});
export type DeadlineNote = z.infer<typeof DeadlineNote>;
