import type { AccessClaims } from '@kairos/auth';

const maxEntries = 10_000;

/** Remembers whose a verified token is until it expires, so that a signature is checked once and not on every request. */
export class VerifiedTokens {
  private readonly known = new Map<string, { userId: string; expiresAtMs: number }>();

  constructor(private readonly verify: (token: string) => Promise<AccessClaims | undefined>) {}

  async userOf(token: string): Promise<string | undefined> {
    const known = this.known.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.userId;
    this.known.delete(token);
    const claims = await this.verify(token);
    if (!claims) return undefined;
    if (this.known.size >= maxEntries) this.known.clear();
    this.known.set(token, { userId: claims.sub, expiresAtMs: claims.exp * 1000 });
    return claims.sub;
  }
}
