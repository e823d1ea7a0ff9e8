import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ApiKeyToken } from '@kairos/contracts';
import { ApiKeyRefused, ApiKeysUnavailable } from './api-key.errors.ts';

const freshForMs = 30_000;
const askAgainAfterMs = 2000;
const maxEntries = 10_000;
const Refusal = z.object({ detail: z.string().optional() });
type Known = { token: ApiKeyToken; freshUntil: number; expiresAt: number };

/**
 * The short-lived token that stands for an API key, from identity. Asked for again every 30 s, for each address that uses the
 * key; while identity is away, the last one goes on until it expires. Keys are held as digests alone.
 */
export class ApiKeyTokens {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<ApiKeyToken>>();
  readonly #authorization: string;

  constructor(
    private readonly identityUrl: string,
    secret: string,
  ) {
    this.#authorization = `Basic ${Buffer.from(`gateway:${secret}`).toString('base64')}`;
  }

  /** A token that needs no question. */
  remembered(key: string, address: string): ApiKeyToken | undefined {
    const known = this.#known.get(placeOf(key, address));
    return known && known.freshUntil > Date.now() && known.expiresAt > Date.now() ? known.token : undefined;
  }

  /** @throws ApiKeyRefused, ApiKeysUnavailable */
  async of(key: string, address: string): Promise<ApiKeyToken> {
    const remembered = this.remembered(key, address);
    if (remembered) return remembered;
    const place = placeOf(key, address);
    const asking = this.#asking.get(place) ?? this.#renew(place, key, address).finally(() => this.#asking.delete(place));
    this.#asking.set(place, asking);
    return asking;
  }

  /** Identity has told of a change: what was remembered of the key no longer counts. */
  forget(apiKeyId: string): void {
    for (const [place, { token }] of this.#known) if (token.apiKeyId === apiKeyId) this.#known.delete(place);
  }

  async #renew(place: string, key: string, address: string): Promise<ApiKeyToken> {
    const response = await this.#ask(key, address);
    if (response?.status === 401) {
      this.#known.delete(place);
      throw new ApiKeyRefused(Refusal.safeParse(await response.json().catch(() => null)).data?.detail);
    }
    if (!response?.ok) return this.#goOnWith(place);
    const token = ApiKeyToken.parse(await response.json());
    if (this.#known.size >= maxEntries) this.#known.clear();
    this.#known.set(place, { token, freshUntil: Date.now() + freshForMs, expiresAt: Date.parse(token.expiresAt) });
    return token;
  }

  /** Identity is away: what it last said goes on until it expires. Services make up their own minds when theirs is stale too. */
  #goOnWith(place: string): ApiKeyToken {
    const known = this.#known.get(place);
    if (!known || known.expiresAt <= Date.now()) throw new ApiKeysUnavailable();
    known.freshUntil = Date.now() + askAgainAfterMs;
    return known.token;
  }

  async #ask(key: string, address: string): Promise<Response | undefined> {
    try {
      return await fetch(`${this.identityUrl}/api/v1/identity/api-key-tokens`, {
        method: 'POST',
        headers: { authorization: this.#authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ secret: key, address }),
        signal: AbortSignal.timeout(3000),
        redirect: 'error',
      });
    } catch {
      return undefined;
    }
  }
}

function placeOf(key: string, address: string): string {
  return `${createHash('sha256').update(key).digest('base64url')} ${address}`;
}
