import { z } from 'zod';
import { Authority, LocalText, ObligationCategory, ObligationCode } from './obligation.ts';

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
