import jsonwebtoken from 'jsonwebtoken';
import { AccessClaims, tokenAudience, tokenIssuer } from './claims.ts';
import { keyIdOf } from './key-id-of.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * The claims of a token that identity signed and that has not expired; undefined for anything else. It says who calls,
 * not what they may do, and not that their session still stands.
 */
export async function verifyAccessToken(token: string, keys: KeyRing): Promise<AccessClaims | undefined> {
  try {
    const keyId = keyIdOf(token);
    const key = keyId === undefined ? undefined : await keys.key(keyId);
    if (!key) return undefined;
    return AccessClaims.parse(jsonwebtoken.verify(token, key, { algorithms: ['RS256'], issuer: tokenIssuer, audience: tokenAudience }));
  } catch {
    return undefined;
  }
}
