import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SecretBox } from '@kairos/service-kit';

const purpose = 'pending sign-out';
export const signOutLastsMs = 10 * 60_000;

const PendingSignOut = z.object({ providerId: z.uuid(), state: z.string().min(1), returnTo: z.string().startsWith('/'), expiresAt: z.int() });
/** A sign-out on its way: what the browser brings back from the issuer, and where it goes then. */
export type PendingSignOut = z.infer<typeof PendingSignOut>;

export function beginSignOut(facts: Pick<PendingSignOut, 'providerId' | 'returnTo'>, now: Date): PendingSignOut {
  return { ...facts, state: randomBytes(32).toString('base64url'), expiresAt: now.getTime() + signOutLastsMs };
}

export function sealSignOut(pending: PendingSignOut, secrets: SecretBox): string {
  return secrets.seal(JSON.stringify(pending), purpose);
}

/** The sign-out that a cookie holds, when it is this one and not over; undefined otherwise. */
export function openSignOut(cookie: string | undefined, wanted: { providerId: string; state: string | undefined }, secrets: SecretBox, now: Date): PendingSignOut | undefined {
  try {
    const pending = PendingSignOut.parse(JSON.parse(secrets.open(cookie ?? '', purpose)));
    return pending.providerId === wanted.providerId && pending.state === wanted.state && pending.expiresAt > now.getTime() ? pending : undefined;
  } catch {
    return undefined;
  }
}
