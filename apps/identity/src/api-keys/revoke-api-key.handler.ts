import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { ApiKeysRepository, type WantedApiKey } from './api-keys.repository.ts';

@Injectable()
export class RevokeApiKeyHandler {
  constructor(
    readonly em: EntityManager,
    private readonly keys: ApiKeysRepository,
  ) {}

  @Transactional()
  async execute(wanted: WantedApiKey, actor: Actor): Promise<void> {
    const key = await this.keys.forRevocation(wanted, actor);
    key.revoke(wanted.own ? 'revoked-by-owner' : 'revoked-by-administrator', new Date());
  }
}
