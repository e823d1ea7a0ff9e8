import { createHash } from 'node:crypto';

const secret = /password|secret|token/i;

/**
 * What two requests under one Idempotency-Key must share. Who asks is part of it. Secrets are left out: from a plain digest
 * that is kept they could be guessed as fast as it is computed.
 */
export function fingerprintOf(membershipId: string, url: string, body: unknown): string {
  const told = JSON.stringify(body ?? null, (key, value: unknown) => (secret.test(key) ? undefined : value));
  return createHash('sha256').update([membershipId, url, told].join('\n')).digest('hex');
}
