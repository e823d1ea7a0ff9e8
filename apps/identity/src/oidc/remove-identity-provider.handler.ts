import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { RolesRepository } from '../roles/roles.repository.ts';
import { ExternalSessionsRepository } from './external-sessions.repository.ts';
import { IdentityProvider } from './identity-provider.entity.ts';
import { IdentityProviderNotFound } from './identity-provider.errors.ts';
import { demandOver } from './mappable-roles.ts';

/** From then on nobody signs in with it, and whoever did is signed out; accounts and what their people did stay. */
@Injectable()
export class RemoveIdentityProviderHandler {
  constructor(
    readonly em: EntityManager,
    private readonly roles: RolesRepository,
    private readonly sessions: ExternalSessionsRepository,
  ) {}

  @Transactional()
  async execute({ identityProviderId, version }: { identityProviderId: string; version: number }, actor: Actor): Promise<void> {
    const provider = await this.em.findOne(IdentityProvider, identityProviderId);
    if (!provider) throw new IdentityProviderNotFound();
    expectVersion(provider.version, version);
    await this.sessions.endAllOf(provider.id);
    provider.removed(await demandOver(actor, provider, this.roles));
    this.em.remove(provider);
  }
}
