import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import type { UpdateRoleBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { demandHeld } from '../access/demand-held.calc.ts';
import { Invitation } from '../invitations/invitation.entity.ts';
import { IdentityProvider, roleIdsIn } from '../oidc/identity-provider.entity.ts';
import { Membership } from '../users/membership.entity.ts';
import { lockMembersWithRole } from '../users/membership-locks.sql.ts';
import { Role } from './role.entity.ts';
import { NobodyWouldManageUsers, RoleNameTaken, RoleNotFound } from './role.errors.ts';
import { RolesRepository } from './roles.repository.ts';

type RedefineRole = UpdateRoleBody & { roleId: string; version: number };

/** Changes what a role says, of no member who reaches more than the caller, and tells of every membership that has it: its access is another one now. Locked, so that none is given it unseen meanwhile. */
@Injectable()
export class RedefineRoleHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
  ) {}

  @Transactional()
  async execute({ roleId, version, name, permissions }: RedefineRole, actor: Actor): Promise<void> {
    const role = await this.em.findOne(Role, roleId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!role) throw new RoleNotFound();
    expectVersion(role.version, version);
    demandHeld(actor, { permissions: [...role.granted(), ...permissions.grants] });
    if (await this.em.count(Role, { origin: role.origin, name, id: { $ne: role.id } })) throw new RoleNameTaken(name);
    const managers = await lockMembersWithRole(this.em, role.id);
    const left = new Set(managers);
    role.redefine(name, permissions);
    for (const membership of await this.em.find(Membership, { roleIds: { $contains: [role.id] } }, { refresh: true })) {
      demandHeld(actor, { permissions: [], rowScope: membership.rowScope });
      membership.roleRedefined(await this.roles.of(membership.roleIds));
      if (!membership.permissions.includes('identity.user.manage')) left.delete(membership.id);
    }
    if (managers.length > 0 && left.size === 0) throw new NobodyWouldManageUsers(role.name);
    await this.demandReached(role, actor);
  }

  /** Those who are yet to have the role, by invitation or by the word of an identity provider, count like those who do. */
  private async demandReached({ id }: Role, actor: Actor): Promise<void> {
    const invitations = await this.em.find(Invitation, { status: 'pending', roleIds: { $contains: [id] } });
    const providers = (await this.em.findAll(IdentityProvider)).filter((provider) => roleIdsIn(provider).includes(id));
    for (const { rowScope } of [...invitations, ...providers]) demandHeld(actor, { permissions: [], rowScope });
  }
}
