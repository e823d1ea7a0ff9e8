import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { apiKeyKinds, ApiKeyChanged, ApiKeySnapshot, type ApiKeyAccess, type ApiKeyKind, type RowScope } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import type { ApiKeyLimits } from './api-key-limits.config.ts';
import { ApiKeyIsRevoked, ExpiryRefused, RateRefused } from './api-key.errors.ts';

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    kind: p.enum(apiKeyKinds),
    name: p.string(),
    integration: p.string().nullable(),
    membershipId: p.uuid(),
    userId: p.uuid(),
    scopes: p.array(),
    rowScope: p.json<RowScope>(),
    allowedAddresses: p.array(),
    requestsPerMinute: p.integer(),
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    revokeReason: p.string().nullable(),
    rotatedAt: p.datetime().nullable(),
    authzVersion: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type Owner = { tenantId: string; membershipId: string; userId: string };
export type ApiKeySettings = { name: string; scopes: string[]; rowScope: RowScope; allowedAddresses: string[]; expiresAt?: string | undefined; requestsPerMinute?: number | undefined };
type NewApiKey = ApiKeySettings & { kind: ApiKeyKind; integration: string | null; owner: Owner };
const dayMs = 86_400_000;

/** A way for a program to act with a part of a member's rights, until it ends or is revoked. Its secrets stand beside it. */
export class ApiKey extends ApiKeySchema.class {
  static create({ kind, integration, owner, name, scopes, rowScope, allowedAddresses, ...wanted }: NewApiKey, limits: ApiKeyLimits, now: Date): ApiKey {
    const expiresAt = wanted.expiresAt === undefined ? new Date(now.getTime() + limits.usualDays * dayMs) : endOf(wanted.expiresAt, limits, now);
    const requestsPerMinute = rateOf(wanted.requestsPerMinute ?? limits.usualRequestsPerMinute, limits);
    const key = Object.assign(new ApiKey(), {
      id: newId(), ...owner, kind, integration, name, scopes, rowScope, allowedAddresses, requestsPerMinute, expiresAt,
      revokedAt: null, revokeReason: null, rotatedAt: null, authzVersion: 1, createdAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<ApiKey>);
    record(key, ApiKeyChanged, key.access());
    return key;
  }

  update({ expiresAt, requestsPerMinute, ...settings }: { [S in keyof ApiKeySettings]?: ApiKeySettings[S] | undefined }, limits: ApiKeyLimits, now: Date): void {
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    this.change({
      ...given,
      ...(expiresAt === undefined ? {} : { expiresAt: endOf(expiresAt, limits, now) }),
      ...(requestsPerMinute === undefined ? {} : { requestsPerMinute: rateOf(requestsPerMinute, limits) }),
    }, now);
  }

  rotated(now: Date): void {
    this.change({ rotatedAt: now }, now);
  }

  /** Another member answers for the key from now on; it can do no more than they can. */
  takenOverBy({ membershipId, userId }: Omit<Owner, 'tenantId'>, now: Date): void {
    this.change({ membershipId, userId }, now);
  }

  revoke(reason: string, now: Date): void {
    this.change({ revokedAt: now, revokeReason: reason }, now);
  }

  isLive(now: Date): boolean {
    return !this.revokedAt && this.expiresAt > now;
  }

  /** Tells everybody again what stands, for projections that are rebuilt. */
  emitSnapshot(): void {
    record(this, ApiKeySnapshot, this.access());
  }

  access(): ApiKeyAccess {
    const { id, membershipId, scopes, rowScope, authzVersion } = this;
    return { apiKeyId: id, membershipId, active: !this.revokedAt, scopes, rowScope, expiresAt: this.expiresAt.toISOString(), authzVersion } as ApiKeyAccess;
  }

  private change(changes: Partial<ApiKey>, now: Date): void {
    if (this.revokedAt) throw new ApiKeyIsRevoked();
    Object.assign(this, changes, { authzVersion: this.authzVersion + 1, updatedAt: now });
    record(this, ApiKeyChanged, this.access());
  }
}
ApiKeySchema.setClass(ApiKey);

function endOf(wanted: string, { mostDays }: ApiKeyLimits, now: Date): Date {
  const end = new Date(wanted);
  if (end <= now) throw new ExpiryRefused('must lie ahead');
  if (end.getTime() > now.getTime() + mostDays * dayMs) throw new ExpiryRefused(`must come within ${mostDays} days`);
  return end;
}

function rateOf(wanted: number, { mostRequestsPerMinute }: ApiKeyLimits): number {
  if (wanted > mostRequestsPerMinute) throw new RateRefused(mostRequestsPerMinute);
  return wanted;
}
