import type { SignedIn } from '@kairos/contracts';
import type { Session } from './session.entity.ts';

/** A session just opened or refreshed, with the secrets its answer carries. */
export type OpenSession = { session: Session; accessToken: string; expiresAt: Date; refreshToken: string; passwordChangeRequired: boolean; secondFactorRequired: boolean };

export function toSignedIn({ session, accessToken, expiresAt, passwordChangeRequired, secondFactorRequired }: OpenSession): SignedIn {
  const { id, userId, tenantId, membershipId } = session;
  return { accessToken, tokenType: 'Bearer', expiresAt: expiresAt.toISOString(), sessionId: id, userId, tenantId, membershipId, passwordChangeRequired, secondFactorRequired } as SignedIn;
}
