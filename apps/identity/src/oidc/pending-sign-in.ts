import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SecretBox } from '@kairos/service-kit';

const purpose = 'pending sign-in';
export const pendingCookie = 'kairos_sign_in';
export const pendingLastsMs = 10 * 60_000;

const PendingSignIn = z.object({
  providerId: z.uuid(),
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  redirectUri: z.url(),
  returnTo: z.string().startsWith('/'),
  expiresAt: z.int(),
});
/** A sign-in on its way: what the browser must bring back, and what is asked of the issuer's answer. */
export type PendingSignIn = z.infer<typeof PendingSignIn>;

export function beginSignIn(facts: Pick<PendingSignIn, 'providerId' | 'redirectUri' | 'returnTo'>, now: Date): PendingSignIn {
  const secret = () => randomBytes(32).toString('base64url');
  return { ...facts, state: secret(), nonce: secret(), verifier: secret(), expiresAt: now.getTime() + pendingLastsMs };
}

/** For the browser's cookie: nobody reads or changes it there, and nothing is stored for those who never come back. */
export function sealPending(pending: PendingSignIn, secrets: SecretBox): string {
  return secrets.seal(JSON.stringify(pending), purpose);
}

/** The sign-in that a cookie holds, when it is this one and not over; undefined otherwise. */
export function openPending(cookie: string | undefined, wanted: { providerId: string; state: string | undefined }, secrets: SecretBox, now: Date): PendingSignIn | undefined {
  try {
    const pending = PendingSignIn.parse(JSON.parse(secrets.open(cookie ?? '', purpose)));
    return pending.providerId === wanted.providerId && pending.state === wanted.state && pending.expiresAt > now.getTime() ? pending : undefined;
  } catch {
    return undefined;
  }
}

/** Where the sign-in that a cookie holds was to lead, also one that is over; undefined when it holds none. */
export function destinationIn(cookie: string | undefined, secrets: SecretBox): string | undefined {
  try {
    return PendingSignIn.parse(JSON.parse(secrets.open(cookie ?? '', purpose))).returnTo;
  } catch {
    return undefined;
  }
}

/** By which a sign-in is remembered once it is done with. */
export function pendingDigest({ state }: PendingSignIn): string {
  return createHash('sha256').update(state).digest('hex');
}
