import type { AccessClaims } from './claims.ts';
import type { KeyRing } from './key-ring.ts';

const maxEntries = 10_000;

/**
 * The claims of tokens whose signature was checked before: a signature is checked once, not on every request. Forgotten
 * at the token's end and when the keys change. What the bearer may do, and whether the session still stands, is asked anew.
 */
export class VerifiedTokens {
  private readonly claims = new Map<string, AccessClaims>();
  private keysAt = 0;

  constructor(private readonly keys: Pick<KeyRing, 'generation'>) {}

  find(token: string): AccessClaims | undefined {
    if (this.keysAt !== this.keys.generation) this.claims.clear();
    this.keysAt = this.keys.generation;
    const known = this.claims.get(token);
    if (!known || known.exp * 1000 > Date.now()) return known;
    this.claims.delete(token);
    return undefined;
  }

  add(token: string, claims: AccessClaims): void {
    if (this.claims.size >= maxEntries) this.claims.clear();
    this.claims.set(token, claims);
  }
}
