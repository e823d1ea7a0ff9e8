import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { DomainError } from '@kairos/http';

const refetchEveryMs = 30_000;

/**
 * Identity's public keys by key id. Fetched from the one configured address, never from what a token names; the last
 * good set is kept, and an unknown key id causes at most one fetch in 30 s.
 */
export class KeyRing {
  private keys = new Map<string, KeyObject>();
  private fetchedAt = 0;
  private fetching: Promise<void> | undefined;
  /** Rises with every set of keys, so that what rests on an earlier one can be told. */
  generation = 0;

  constructor(private readonly load: () => Promise<JsonWebKey[]>) {}

  static fromUrl(url: string): KeyRing {
    return new KeyRing(async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(3000), redirect: 'error' });
      if (!response.ok) throw new Error(`The key set answered ${response.status}.`);
      return ((await response.json()) as { keys: JsonWebKey[] }).keys;
    });
  }

  async key(keyId: string): Promise<KeyObject | undefined> {
    if (!this.keys.has(keyId) && Date.now() - this.fetchedAt > refetchEveryMs) await (this.fetching ??= this.refresh());
    return this.keys.get(keyId);
  }

  private async refresh(): Promise<void> {
    try {
      const keys = await this.load();
      this.keys = new Map(keys.map((jwk) => [String(jwk['kid']), createPublicKey({ key: jwk, format: 'jwk' })]));
      this.generation += 1;
      this.fetchedAt = Date.now();
    } catch (error) {
      if (this.keys.size === 0) throw new DomainError('unavailable', 'keys-unavailable', 'The signing keys cannot be reached. Try again shortly.', undefined, { 'retry-after': '2' });
      void error;
      this.fetchedAt = Date.now();
    } finally {
      this.fetching = undefined;
    }
  }
}
