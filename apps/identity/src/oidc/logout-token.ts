import { decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { IssuerUnavailable, LogoutTokenRefused } from './oidc.errors.ts';

export type LogoutToken = { id: string; subject: string | undefined; issuerSession: string | undefined };
/** What a logout token is checked against: whose it must be, and the keys it can have been signed with. */
export type LogoutTokenChecks = { issuer: string; clientId: string; algorithms: string[]; keys: JWTVerifyGetKey };

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** How old a logout token may be, and by how much clocks may differ. */
export const logoutTokenLastsSeconds = 300;
export const clockToleranceSeconds = 60;
const types: (string | undefined)[] = [undefined, 'jwt', 'logout+jwt', 'application/logout+jwt'];

const Id = z.string().min(1).max(1000);
const Claims = z
  .object({ jti: Id, sub: Id.optional(), sid: Id.optional(), events: z.looseObject({ [event]: z.looseObject({}) }), nonce: z.never().optional() })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/**
 * What a logout token says, once it is proved to be the issuer's, meant for this client, made just now, and a logout token
 * and nothing else (OpenID Connect Back-Channel Logout 1.0, section 2.6). Who asks cannot make anybody look for keys: a
 * token of another issuer or audience is refused before.
 *
 * @throws LogoutTokenRefused for any other, IssuerUnavailable when the issuer's keys cannot be had
 */
export async function readLogoutToken(token: string, { issuer, clientId, algorithms, keys }: LogoutTokenChecks): Promise<LogoutToken> {
  if (!saysIssuer(token, issuer)) throw new LogoutTokenRefused();
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer, audience: clientId, algorithms, maxTokenAge: logoutTokenLastsSeconds, clockTolerance: clockToleranceSeconds, requiredClaims: ['iat', 'jti', 'events'],
    });
    if (!types.includes(protectedHeader.typ?.toLowerCase())) throw new LogoutTokenRefused();
    const { jti, sub, sid } = Claims.parse(payload);
    return { id: jti, subject: sub, issuerSession: sid };
  } catch (error) {
    throw error instanceof IssuerUnavailable ? error : new LogoutTokenRefused();
  }
}

function saysIssuer(token: string, issuer: string): boolean {
  try {
    return decodeJwt(token).iss === issuer;
  } catch {
    return false;
  }
}
