import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import type { CreateApiKeyBody, CreateOwnApiKeyBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { ApiKeyLimits } from './api-key-limits.config.ts';
import { ApiKeySecret, type IssuedSecret } from './api-key-secret.entity.ts';
import { ApiKey } from './api-key.entity.ts';

export type CreateApiKey = (CreateOwnApiKeyBody & { kind: 'personal' }) | CreateApiKeyBody;

@Injectable()
export class CreateApiKeyHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly limits: ApiKeyLimits,
  ) {}

  @Transactional()
  async execute(command: CreateApiKey, actor: Actor): Promise<IssuedSecret> {
    const { tenantId, membershipId, userId } = actor;
    const rowScope = command.rowScope ?? actor.rowScope;
    demandHeld(actor, { permissions: flattenGrants(command.scopes), rowScope });
    const now = new Date();
    const integration = command.kind === 'integration' ? command.integration : null;
    const key = ApiKey.create({ ...command, integration, rowScope, owner: { tenantId, membershipId, userId } }, this.limits, now);
    const { secret, text } = ApiKeySecret.issue(key, now);
    this.em.persist([key, secret]);
    return { apiKeyId: key.id, secret: text };
  }
}
