import { timingSafeEqual } from 'node:crypto';
import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { apiKeyDigest, hintOfApiKey, newApiKey } from '@kairos/auth';
import { RotationUnderway } from './api-key.errors.ts';
import type { ApiKey } from './api-key.entity.ts';

const ApiKeySecretSchema = defineEntity({
  name: 'ApiKeySecret',
  tableName: 'api_key_secret',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    apiKeyId: p.uuid(),
    secretSha256: p.string().hidden(),
    hint: p.string(),
    issuedAt: p.datetime(),
    endsAt: p.datetime().nullable(),
  },
});

/** The secret of a key in clear, for the one answer that tells it. */
export type IssuedSecret = { apiKeyId: string; secret: string };

/** One secret of a key, of which only the digest is kept. The newest has no end of its own; one before it may live on for a while. */
export class ApiKeySecret extends ApiKeySecretSchema.class {
  /** @returns the entity, and the secret that is told once */
  static issue({ id, tenantId, kind }: ApiKey, now: Date): { secret: ApiKeySecret; text: string } {
    const text = newApiKey(kind);
    const secret = Object.assign(new ApiKeySecret(), {
      id: newId(), tenantId, apiKeyId: id, secretSha256: apiKeyDigest(text), hint: hintOfApiKey(text), issuedAt: now, endsAt: null,
    } satisfies RequiredEntityData<ApiKeySecret>);
    return { secret, text };
  }

  /** Makes room for the next secret: the newest may live on until the end of its grace, so that there are never more than two. */
  static makeRoom(secrets: readonly ApiKeySecret[], graceMs: number, now: Date): void {
    const live = secrets.filter((secret) => secret.isLive(now));
    const ending = live.find(({ endsAt }) => endsAt);
    if (ending?.endsAt && graceMs > 0) throw new RotationUnderway(ending.endsAt);
    for (const secret of live) secret.endsAt = new Date(now.getTime() + graceMs);
  }

  isLive(now: Date): boolean {
    return !this.endsAt || this.endsAt > now;
  }

  /** Compares in a time that tells nothing. */
  is(text: string): boolean {
    return timingSafeEqual(Buffer.from(this.secretSha256, 'hex'), Buffer.from(apiKeyDigest(text), 'hex'));
  }
}
ApiKeySecretSchema.setClass(ApiKeySecret);
