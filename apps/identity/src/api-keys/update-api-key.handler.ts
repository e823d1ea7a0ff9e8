import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import type { UpdateApiKeyBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { ApiKeyLimits } from './api-key-limits.config.ts';
import { ApiKeysRepository, type WantedApiKey } from './api-keys.repository.ts';

@Injectable()
export class UpdateApiKeyHandler {
  constructor(
    readonly em: EntityManager,
    private readonly keys: ApiKeysRepository,
    private readonly limits: ApiKeyLimits,
  ) {}

  @Transactional()
  async execute(wanted: WantedApiKey, { reason: _reason, ...settings }: UpdateApiKeyBody, actor: Actor): Promise<void> {
    const key = await this.keys.forChange(wanted, actor);
    const { scopes, rowScope, expiresAt, allowedAddresses } = settings;
    // Who widens or prolongs a key hands out again what it may do; a new name hands out nothing.
    if (scopes ?? rowScope ?? expiresAt ?? allowedAddresses) demandHeld(actor, { permissions: flattenGrants(scopes ?? key.scopes), rowScope: rowScope ?? key.rowScope });
    key.update(settings, this.limits, new Date());
  }
}
