import { z } from 'zod';

/** The public halves of the keys that heads of audit chains are sealed with. */
export const AuditSealKeys = z.object({ keys: z.array(z.object({ keyId: z.string(), algorithm: z.literal('Ed25519'), publicKeyPem: z.string() })) });
export type AuditSealKeys = z.infer<typeof AuditSealKeys>;
