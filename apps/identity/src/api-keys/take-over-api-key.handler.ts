import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { demandHeld } from '../access/demand-held.calc.ts';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { ApiKeysRepository, type WantedApiKey } from './api-keys.repository.ts';

/** The caller answers for a service's key from now on: what it does is bounded by their rights, and ends with them. */
@Injectable()
export class TakeOverApiKeyHandler {
  constructor(
    readonly em: EntityManager,
    private readonly keys: ApiKeysRepository,
  ) {}

  @Transactional()
  async execute(wanted: WantedApiKey, actor: Actor): Promise<void> {
    const key = await this.keys.forChange(wanted, actor);
    demandHeld(actor, { permissions: flattenGrants(key.scopes), rowScope: key.rowScope });
    key.takenOverBy(actor, new Date());
  }
}
