import jsonwebtoken from 'jsonwebtoken';
import { AccessClaims, tokenAudience, tokenIssuer } from './claims.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * The claims of a token that identity signed and that has not expired; undefined for anything else. It says who calls,
 * not what they may do, and not that their session still stands.
 */
export async function verifyAccessToken(token: string, keys: KeyRing): Promise<AccessClaims | undefined> {
  try {
    const keyId: unknown = jsonwebtoken.decode(token, { complete: true })?.header.kid;
    const key = typeof keyId === 'string' ? await keys.key(keyId) : undefined;
    if (!key) return undefined;
    return AccessClaims.parse(jsonwebtoken.verify(token, key, { algorithms: ['RS256'], issuer: tokenIssuer, audience: tokenAudience }));
  } catch {
    return undefined;
  }
}
