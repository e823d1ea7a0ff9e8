import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { Instant } from '../primitives.ts';

/** Succeeded; went wrong, such as a sign-in with a wrong password; refused for want of a permission. */
export const auditStatuses = ['success', 'failure', 'denied'] as const;

/** One mutation, told by the service that made it. Bulk work is one record with a count and the digest of its results. */
export const AuditRecorded = defineEvent({
  type: 'audit.recorded',
  version: 1,
  summary: 'A command changed something; who, what, before and after.',
  visibility: { permission: 'identity.audit.read', plantIdField: 'resourceId' },
  data: z.object({
    service: z.string(),
    action: z.string(),
    resourceType: z.string(),
    resourceId: z.string().nullable(),
    actorKind: z.enum(['user', 'service', 'system']),
    actorId: z.string().nullable(),
    sessionId: z.string().nullable(),
    /** The API key the command was given with, when it was one. */
    apiKeyId: z.string().optional(),
    permission: z.string().nullable(),
    requestId: z.string(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    reason: z.string().nullable(),
    occurredAt: Instant,
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    count: z.int().nonnegative(),
    resultsSha256: z.string().nullable(),
    /** What the resource is called by people. */
    resourceName: z.string().nullable().optional(),
    /** Left out for what succeeded. */
    status: z.enum(auditStatuses).optional(),
    errorCode: z.string().nullable().optional(),
  }),
});
