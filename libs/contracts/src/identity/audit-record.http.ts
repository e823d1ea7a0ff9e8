import { z } from 'zod';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { AuditRecorded, auditStatuses } from '../platform/audit.events.ts';

/** `sequence` is the record's place in the chain of its tenant; details that were erased are null, and `erased` says which. */
export const AuditRecordView = AuditRecorded.data.extend({
  id: z.uuid(),
  recordedAt: Instant,
  sequence: z.int().positive().nullable(),
  category: z.string(),
  description: z.string().nullable(),
  resourceName: z.string().nullable(),
  actorEmail: z.string().nullable(),
  actorRoles: z.array(z.string()),
  apiKeyId: z.string().nullable(),
  status: z.enum(auditStatuses),
  errorCode: z.string().nullable(),
  erased: z.array(z.enum(['actor', 'content'])),
});
export type AuditRecordView = z.infer<typeof AuditRecordView>;

export const AuditRecordFilter = z.object({
  service: z.string().min(1).max(50).optional(),
  category: z.string().min(1).max(50).optional(),
  action: z.string().min(1).max(100).optional(),
  status: z.enum(auditStatuses).optional(),
  resourceType: z.string().min(1).max(100).optional(),
  resourceId: z.string().min(1).max(100).optional(),
  /** The id or the e-mail address of who did it. */
  actor: z.string().min(1).max(320).optional(),
  actorId: z.string().min(1).max(100).optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  /** Part of the sentence, the resource's name, the action or the actor's e-mail address. */
  text: z.string().min(1).max(100).optional(),
});
export type AuditRecordFilter = z.infer<typeof AuditRecordFilter>;

export const ListAuditRecordsQuery = PageQuery.extend(AuditRecordFilter.shape).strict();
export type ListAuditRecordsQuery = z.infer<typeof ListAuditRecordsQuery>;
export const AuditRecordPage = pageOf(AuditRecordView);
export type AuditRecordPage = z.infer<typeof AuditRecordPage>;

export const auditExportFormats = ['jsonl', 'csv'] as const;
/**
 * What to export: the whole chain as JSON lines, which can be verified, or else an excerpt: by the filters of the list, as JSON
 * lines or as CSV.
 */
export const ExportAuditRecordsQuery = AuditRecordFilter.extend({ format: z.enum(auditExportFormats).default('jsonl') }).strict();
export type ExportAuditRecordsQuery = z.infer<typeof ExportAuditRecordsQuery>;
