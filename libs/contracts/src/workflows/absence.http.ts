import { z } from 'zod';
import { AbsenceId, UserId } from '../ids.ts';
import { Instant, PlainDate } from '../primitives.ts';

/** From one day to another, both included; oneself unless somebody else is named. */
export const RecordAbsenceBody = z
  .strictObject({ userId: UserId.optional(), delegateUserId: UserId, fromOn: PlainDate, toOn: PlainDate })
  .refine(({ fromOn, toOn }) => fromOn <= toOn, { path: ['toOn'], message: 'must not be before fromOn' });
export type RecordAbsenceBody = z.infer<typeof RecordAbsenceBody>;

/** While somebody is away, their tasks are also those of a delegate. `current`: today is one of its days. */
export const AbsenceView = z.object({ id: AbsenceId, userId: UserId, delegateUserId: UserId, fromOn: PlainDate, toOn: PlainDate, current: z.boolean(), recordedBy: UserId, recordedAt: Instant, version: z.int().positive() });
export type AbsenceView = z.infer<typeof AbsenceView>;
/** Those that are not over, of the caller and of those they stand in for; all of them, for who administers people. */
export const AbsenceList = z.object({ items: z.array(AbsenceView) });
export type AbsenceList = z.infer<typeof AbsenceList>;
