import { z } from 'zod';
import { DeadLetterId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';

export const deadLetterStates = ['waiting', 'replayed'] as const;

/** An event that a consumer of a service could not take, with the reason of the last try. */
export const DeadLetterView = z.object({
  id: DeadLetterId,
  service: z.string(),
  consumer: z.string(),
  stream: z.string(),
  subject: z.string(),
  eventId: z.uuid().nullable(),
  reason: z.string(),
  deliveries: z.int(),
  deadAt: Instant,
  replayedAt: Instant.nullable(),
});
export type DeadLetterView = z.infer<typeof DeadLetterView>;

/** With the message as it came, in the text of its JSON. */
export const DeadLetterDetail = DeadLetterView.extend({ message: z.string() });
export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

/** The newest first; without a state both those that wait and those that were replayed. */
export const ListDeadLettersQuery = PageQuery.extend({ state: z.enum(deadLetterStates).optional() }).strict();
export type ListDeadLettersQuery = z.infer<typeof ListDeadLettersQuery>;
export const DeadLetterPage = pageOf(DeadLetterView);
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;
