import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { apiKeyDigest, isApiKey } from '@kairos/auth';
import type { ApiKeyToken, ApiKeyTokenBody } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { AccessTokens } from '../keys/access-tokens.ts';
import { Membership } from '../users/membership.entity.ts';
import { isAllowedFrom } from './allowed-addresses.calc.ts';
import { ApiKeySecret } from './api-key-secret.entity.ts';
import { ApiKeyRefused } from './api-key.errors.ts';
import { ApiKey } from './api-key.entity.ts';

type Home = { tenantId: string; secretId: string };
type Found = { key: ApiKey; secret: ApiKeySecret; membership: Membership };

/** Turns a key into a token as everybody carries one: short-lived, and saying which key it was made for. */
@Injectable()
export class IssueApiKeyTokenHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: AccessTokens,
  ) {}

  async execute({ secret, address }: ApiKeyTokenBody): Promise<ApiKeyToken> {
    const home = isApiKey(secret) ? await this.homeOf(secret) : undefined;
    if (!home) throw new ApiKeyRefused();
    return runAsTenant(this.em, home.tenantId, () => this.issue(home, secret, address));
  }

  private async issue({ secretId }: Home, text: string, address: string): Promise<ApiKeyToken> {
    const em = this.em.fork();
    const secret = await em.findOneOrFail(ApiKeySecret, secretId);
    const key = await em.findOneOrFail(ApiKey, secret.apiKeyId);
    const membership = await em.findOneOrFail(Membership, key.membershipId);
    const because = whyNot({ key, secret, membership }, text, address, new Date());
    await this.note(em, secretId, address, because);
    if (because) throw new ApiKeyRefused();
    const { accessToken, expiresAt } = this.tokens.sign({ membership, session: { id: key.id }, apiKey: key });
    return { accessToken, expiresAt: expiresAt.toISOString(), apiKeyId: key.id, tenantId: key.tenantId, requestsPerMinute: key.requestsPerMinute } as ApiKeyToken;
  }

  private async homeOf(secret: string): Promise<Home | undefined> {
    const [row] = await this.em.fork().execute<Home[]>('select tenant_id as "tenantId", secret_id as "secretId" from home_of_api_key_secret(?)', [apiKeyDigest(secret)]);
    return row;
  }

  /** At most once a minute, unless the address changed: a busy key must not make its row a hot one. */
  private async note(em: EntityManager, secretId: string, address: string, because: string | undefined): Promise<void> {
    const [columns, values] = because ? ['last_refused_at = now(), last_refused_address = ?, last_refused_because = ?', [address, because]] : ['last_used_at = now(), last_used_address = ?', [address]];
    const since = because ? 'last_refused_at' : 'last_used_at';
    await em.execute(`update api_key_secret set ${columns} where id = ? and (${since} is null or ${since} < now() - interval '1 minute')`, [...values, secretId]);
  }
}

/** Why a key is not accepted, for its owner; whoever presents it is not told. */
function whyNot({ key, secret, membership }: Found, text: string, address: string, now: Date): string | undefined {
  if (!secret.is(text)) return 'unknown';
  if (key.revokedAt) return 'revoked';
  if (!secret.isLive(now)) return 'rotated';
  if (!key.isLive(now)) return 'expired';
  if (!membership.active) return 'owner-inactive';
  return isAllowedFrom(address, key.allowedAddresses) ? undefined : 'address';
}
