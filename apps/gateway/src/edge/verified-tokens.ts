import type { AccessClaims } from '@kairos/auth';

const maxEntries = 10_000;
type Bearer = { userId: string; tenantId: string };

/** Remembers whose a verified token is until it expires, so that a signature is checked once and not on every request. */
export class VerifiedTokens {
  private readonly known = new Map<string, Bearer & { expiresAtMs: number }>();

  constructor(private readonly verify: (token: string) => Promise<AccessClaims | undefined>) {}

  async callerOf(token: string): Promise<Bearer | undefined> {
    const known = this.known.get(token);
    if (known && known.expiresAtMs > Date.now()) return known;
    this.known.delete(token);
    const claims = await this.verify(token);
    if (!claims) return undefined;
    if (this.known.size >= maxEntries) this.known.clear();
    const bearer = { userId: claims.sub, tenantId: claims.tid, expiresAtMs: claims.exp * 1000 };
    this.known.set(token, bearer);
    return bearer;
  }
}
