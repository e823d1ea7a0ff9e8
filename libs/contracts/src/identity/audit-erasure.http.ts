import { z } from 'zod';
import { UserId } from '../ids.ts';

/**
 * Erases what the trail tells of a former user: e-mail address, network address and program of what they did; with `content` also what tells
 * about them, such as their name, and values before and after.
 */
export const EraseAuditDetailsBody = z.strictObject({ userId: UserId, content: z.boolean().default(false), reason: z.string().trim().min(1).max(500) });
export type EraseAuditDetailsBody = z.infer<typeof EraseAuditDetailsBody>;

/** Of how many records the details are gone now: of who did it, and of what it was about. */
export const ErasedAuditDetails = z.object({ actor: z.int().nonnegative(), content: z.int().nonnegative() });
export type ErasedAuditDetails = z.infer<typeof ErasedAuditDetails>;
