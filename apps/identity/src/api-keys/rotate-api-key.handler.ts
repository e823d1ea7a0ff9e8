import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { demandHeld } from '../access/demand-held.calc.ts';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { ApiKeySecret, type IssuedSecret } from './api-key-secret.entity.ts';
import { ApiKeysRepository, type WantedApiKey } from './api-keys.repository.ts';

/** A second secret of the same key, so that a program can change over while the first one still works. */
@Injectable()
export class RotateApiKeyHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly keys: ApiKeysRepository,
  ) {}

  @Transactional()
  async execute(wanted: WantedApiKey, graceHours: number, actor: Actor): Promise<IssuedSecret> {
    const key = await this.keys.forChange(wanted, actor);
    demandHeld(actor, { permissions: flattenGrants(key.scopes), rowScope: key.rowScope });
    const now = new Date();
    key.rotated(now);
    ApiKeySecret.makeRoom(await this.em.find(ApiKeySecret, { apiKeyId: key.id }), graceHours * 3_600_000, now);
    // The database knows one secret without an end: the one before must have it first.
    await this.em.flush();
    const { secret, text } = ApiKeySecret.issue(key, now);
    this.em.persist(secret);
    return { apiKeyId: key.id, secret: text };
  }
}
