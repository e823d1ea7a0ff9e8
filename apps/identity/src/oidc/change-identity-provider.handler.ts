import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeIdentityProviderBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { RolesRepository } from '../roles/roles.repository.ts';
import { ExternalSessionsRepository } from './external-sessions.repository.ts';
import { IdentityProvider } from './identity-provider.entity.ts';
import { IdentityProviderNotFound, IdentityProviderTaken } from './identity-provider.errors.ts';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { demandMappable, demandOver } from './mappable-roles.ts';
import { OpenIdIssuers } from './openid-issuers.ts';
import { ReachedMembersRepository } from './reached-members.repository.ts';

type ChangeIdentityProvider = ChangeIdentityProviderBody & { identityProviderId: string; version: number };

/** Nobody changes what gives more than they hold, nor makes it do so, nor lets it speak for members who hold more. */
@Injectable()
export class ChangeIdentityProviderHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
    private readonly issuers: OpenIdIssuers,
    private readonly providers: IdentityProvidersRepository,
    private readonly reached: ReachedMembersRepository,
    private readonly sessions: ExternalSessionsRepository,
  ) {}

  async execute({ identityProviderId, version, clientSecret, reason: _reason, ...settings }: ChangeIdentityProvider, actor: Actor): Promise<void> {
    const find = async (em: EntityManager) => {
      const provider = await em.findOne(IdentityProvider, identityProviderId);
      if (!provider) throw new IdentityProviderNotFound();
      expectVersion(provider.version, version);
      const before = await demandOver(actor, provider, this.roles);
      await this.reached.demandIn(settings.allowedEmailDomains, actor);
      return { provider, roles: { before, after: await demandMappable(actor, settings, this.roles) } };
    };
    await find(this.em);
    // Before the transaction: an issuer may take seconds to answer. One that is not to be used need not answer at all.
    if (settings.enabled) await this.issuers.examine(settings.issuer);
    await this.em.transactional(async (em) => {
      const { provider, roles } = await find(em);
      const { issuer, clientId } = settings;
      if (await em.count(IdentityProvider, { issuer, clientId, id: { $ne: provider.id } })) throw new IdentityProviderTaken();
      const isTheSame = settings.enabled && issuer === provider.issuer && clientId === provider.clientId;
      if (!isTheSame) await this.sessions.endAllOf(provider.id);
      provider.change(actor, settings, clientSecret, this.providers.seal, roles);
    });
  }
}
