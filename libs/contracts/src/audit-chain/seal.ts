import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/**
 * The head of a tenant's chain at one moment, signed and kept outside the database. An anchor says besides that
 * everything up to it was removed when its retention was over.
 */
export const AuditSeal = z.object({
  schema: z.literal('kairos.audit-seal.v1'),
  kind: z.enum(['head', 'anchor']),
  tenantId: z.uuid(),
  sequence: z.int().nonnegative(),
  recordHash: z.string().regex(/^[\da-f]{64}$/),
  sealedAt: z.iso.datetime(),
  keyId: z.string().min(1).max(100),
  /** Ed25519, base64url. */
  signature: z.string().min(1).max(200),
});
export type AuditSeal = z.infer<typeof AuditSeal>;

/** The public half of a sealing key, as it is published. */
export const AuditSealKey = z.object({ keyId: z.string().min(1).max(100), algorithm: z.literal('Ed25519'), publicKeyPem: z.string().min(1).max(1000) });
export type AuditSealKey = z.infer<typeof AuditSealKey>;

export function signSeal(facts: Omit<AuditSeal, 'schema' | 'signature'>, privateKey: KeyObject): AuditSeal {
  const unsigned = { schema: 'kairos.audit-seal.v1' as const, ...facts };
  return { ...unsigned, signature: sign(null, Buffer.from(canonicalJson(unsigned)), privateKey).toString('base64url') };
}

/** Whether one of the keys, which the reader trusts, made this seal. */
export function isGenuine({ signature, ...unsigned }: AuditSeal, keys: readonly AuditSealKey[]): boolean {
  const key = keys.find(({ keyId }) => keyId === unsigned.keyId);
  return key !== undefined && verify(null, Buffer.from(canonicalJson(unsigned)), createPublicKey(key.publicKeyPem), Buffer.from(signature, 'base64url'));
}
