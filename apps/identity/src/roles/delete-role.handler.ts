import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { demandHeld } from '../access/demand-held.calc.ts';
import { Invitation } from '../invitations/invitation.entity.ts';
import { Membership } from '../users/membership.entity.ts';
import { Role } from './role.entity.ts';
import { RoleInUse, RoleNotFound } from './role.errors.ts';

@Injectable()
export class DeleteRoleHandler {
  constructor(private readonly em: EntityManager) {}

  /** The role is locked before its members are counted: whoever is given it meanwhile is counted, or finds it gone. */
  @Transactional()
  async execute({ roleId, version }: { roleId: string; version: number }, actor: Actor): Promise<void> {
    const role = await this.em.findOne(Role, roleId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!role) throw new RoleNotFound();
    expectVersion(role.version, version);
    role.demandOwn();
    demandHeld(actor, { permissions: role.granted() });
    const members = await this.em.count(Membership, { roleIds: { $contains: [role.id] } });
    const invitations = await this.em.count(Invitation, { status: 'pending', roleIds: { $contains: [role.id] } });
    if (members + invitations > 0) throw new RoleInUse(role.name, members, invitations);
    this.em.remove(role);
  }
}
