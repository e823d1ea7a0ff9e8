import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { AssignAccessBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { ExternalIdentity } from '../oidc/external-identity.entity.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { MembershipsRepository } from './memberships.repository.ts';

export type AssignAccess = AssignAccessBody & { userId: string; version: number };

@Injectable()
export class AssignAccessHandler {
  constructor(
    readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
    private readonly roles: RolesRepository,
  ) {}

  @Transactional()
  async execute({ userId, version, roleIds, rowScope }: AssignAccess, actor: Actor): Promise<void> {
    await this.memberships.demandMember(userId);
    const roles = await this.roles.named(roleIds);
    const { membership, roles: before } = await this.memberships.forChange({ userId, version }, actor);
    demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()), rowScope });
    membership.assign(roles, rowScope, before);
    // The next sign-in by an identity provider must not undo what was decided here.
    if (await this.em.count(ExternalIdentity, { userId })) membership.overrideMapping();
  }
}
