import type { AccessClaims } from '@kairos/auth';

const maxEntries = 10_000;

/** Remembers the claims of a verified token until it expires, so that a signature is checked once and not on every request. */
export class VerifiedTokens {
  private readonly known = new Map<string, AccessClaims>();

  constructor(private readonly verify: (token: string) => Promise<AccessClaims | undefined>) {}

  async claimsOf(token: string): Promise<AccessClaims | undefined> {
    const known = this.known.get(token);
    if (known && known.exp * 1000 > Date.now()) return known;
    this.known.delete(token);
    const claims = await this.verify(token);
    if (!claims) return undefined;
    if (this.known.size >= maxEntries) this.known.clear();
    this.known.set(token, claims);
    return claims;
  }
}
