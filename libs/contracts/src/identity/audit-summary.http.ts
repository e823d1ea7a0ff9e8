import { z } from 'zod';
import { Instant } from '../primitives.ts';
import { auditStatuses } from '../platform/audit.events.ts';

/** The last so many hours, 31 days at most; and how many of the busiest actions and actors to tell. */
export const AuditSummaryQuery = z.strictObject({
  hours: z.coerce.number().int().min(1).max(744).default(24),
  top: z.coerce.number().int().min(1).max(50).default(10),
});
export type AuditSummaryQuery = z.infer<typeof AuditSummaryQuery>;

const count = z.int().nonnegative();

/** How many audit records there are of the time from `from` until `until`, the most frequent first. */
export const AuditSummary = z.object({
  from: Instant,
  until: Instant,
  total: count,
  byCategory: z.array(z.object({ category: z.string(), count })),
  byStatus: z.array(z.object({ status: z.enum(auditStatuses), count })),
  /** The `top` most frequent. */
  byAction: z.array(z.object({ action: z.string(), count })),
  /** The `top` busiest; the e-mail address is null for programs, for nobody, and where it was erased. */
  byActor: z.array(z.object({ actorKind: z.string(), actorId: z.string().nullable(), actorEmail: z.string().nullable(), count })),
  /** Every hour, from the oldest on, also those without a record. */
  byHour: z.array(z.object({ from: Instant, count })),
});
export type AuditSummary = z.infer<typeof AuditSummary>;
