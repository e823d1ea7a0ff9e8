import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { demandHeld } from '../access/demand-held.calc.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import type { Membership } from '../users/membership.entity.ts';
import type { Holding, IdentityProvider } from './identity-provider.entity.ts';
import { AccountNotLinked } from './oidc.errors.ts';

type Reached = { roleIds: string[]; rowScope: Holding['rowScope'] };

/** The members whom an issuer can sign in by what it says of an e-mail address: whoever names the issuer could be any of them. */
@Injectable()
export class ReachedMembersRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
  ) {}

  /** @throws GrantsMoreThanHeld or ReachesMoreThanHeld when an active member with an address of these domains holds more */
  async demandIn(domains: readonly string[], holding: Holding): Promise<void> {
    const reached = await tenantQuery<Reached>(
      this.em,
      `select distinct m.role_ids::text[] as "roleIds", m.row_scope as "rowScope" from membership m join tenant_user u on u.id = m.user_id
       where m.active and substring(u.email from '[^@]*$') = any($1::text[])`,
      [domains],
    );
    for (const member of reached) await this.demand(member, holding);
  }

  /** @throws AccountNotLinked when the member holds more than whoever set the provider up did */
  async demandLinkable(membership: Membership, { setUpHolding }: IdentityProvider): Promise<void> {
    try {
      await this.demand(membership, setUpHolding ?? { permissions: [], rowScope: { plants: [] } });
    } catch (error) {
      throw error instanceof DomainError ? new AccountNotLinked() : error;
    }
  }

  private async demand({ roleIds, rowScope }: Reached, holding: Holding): Promise<void> {
    const roles = await this.roles.of(roleIds);
    demandHeld(holding, { permissions: roles.flatMap((role) => role.granted()), rowScope });
  }
}
