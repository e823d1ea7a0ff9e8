import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { ApiKeyNotFound, PersonalKeyIsItsOwners } from './api-key.errors.ts';
import { ApiKey } from './api-key.entity.ts';

/** A key by its id and the version its reader saw: `own` looks among the caller's personal keys alone. */
export type WantedApiKey = { apiKeyId: string; version: number; own: boolean };

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly em: EntityManager) {}

  /** The key, locked until the transaction ends: two changes at once come one after the other. */
  async forRevocation({ apiKeyId, version, own }: WantedApiKey, actor: Actor): Promise<ApiKey> {
    const mine = own ? { kind: 'personal' as const, membershipId: actor.membershipId } : {};
    const key = await this.em.findOne(ApiKey, { id: apiKeyId, ...mine }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!key) throw new ApiKeyNotFound();
    expectVersion(key.version, version);
    return key;
  }

  /** The same, for what would let an administrator act as somebody else. */
  async forChange(wanted: WantedApiKey, actor: Actor): Promise<ApiKey> {
    const key = await this.forRevocation(wanted, actor);
    if (!wanted.own && key.kind === 'personal') throw new PersonalKeyIsItsOwners();
    return key;
  }
}
