import { z } from 'zod';

const word = (most: number) => z.string().min(1).max(most).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
export const auditOutcomes = ['success', 'failure', 'denied'] as const;

/** What the trail is narrowed to, and which record of it is open. */
export const AuditSearch = z.object({
  text: word(100),
  category: word(50),
  status: z.enum(auditOutcomes).optional().catch(undefined),
  service: word(50),
  action: word(100),
  actor: word(320),
  resourceType: word(100),
  resourceId: word(100),
  from: day,
  until: day,
  record: z.uuid().optional().catch(undefined),
});
export type AuditSearch = z.infer<typeof AuditSearch>;
export type AuditFilter = Omit<AuditSearch, 'record'>;
