import { z } from 'zod';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { AuditRecorded } from '../platform/audit.events.ts';

export const AuditRecordView = AuditRecorded.data.extend({ id: z.uuid(), recordedAt: Instant });
export type AuditRecordView = z.infer<typeof AuditRecordView>;

export const ListAuditRecordsQuery = PageQuery.extend({
  service: z.string().min(1).max(50).optional(),
  resourceType: z.string().min(1).max(100).optional(),
  resourceId: z.string().min(1).max(100).optional(),
  actorId: z.string().min(1).max(100).optional(),
}).strict();
export type ListAuditRecordsQuery = z.infer<typeof ListAuditRecordsQuery>;
export const AuditRecordPage = pageOf(AuditRecordView);
export type AuditRecordPage = z.infer<typeof AuditRecordPage>;
