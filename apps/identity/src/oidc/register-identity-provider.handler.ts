import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RegisterIdentityProviderBody } from '@kairos/contracts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { IdentityProvider } from './identity-provider.entity.ts';
import { IdentityProviderTaken } from './identity-provider.errors.ts';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { demandMappable } from './mappable-roles.ts';
import { OpenIdIssuers } from './openid-issuers.ts';
import { ReachedMembersRepository } from './reached-members.repository.ts';

@Injectable()
export class RegisterIdentityProviderHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
    private readonly issuers: OpenIdIssuers,
    private readonly providers: IdentityProvidersRepository,
    private readonly reached: ReachedMembersRepository,
  ) {}

  async execute({ clientSecret, ...settings }: RegisterIdentityProviderBody, actor: Actor): Promise<string> {
    await demandMappable(actor, settings, this.roles);
    await this.reached.demandIn(settings.allowedEmailDomains, actor);
    // Before the transaction: an issuer may take seconds to answer.
    await this.issuers.examine(settings.issuer);
    return this.em.transactional(async (em) => {
      const roles = await demandMappable(actor, settings, this.roles);
      await this.reached.demandIn(settings.allowedEmailDomains, actor);
      if (await em.count(IdentityProvider, { issuer: settings.issuer, clientId: settings.clientId })) throw new IdentityProviderTaken();
      const provider = IdentityProvider.register(actor, settings, clientSecret, this.providers.seal, roles);
      em.persist(provider);
      return provider.id;
    });
  }
}
