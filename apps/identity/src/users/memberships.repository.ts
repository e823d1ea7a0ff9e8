import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { demandHeld } from '../access/demand-held.calc.ts';
import type { Role } from '../roles/role.entity.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { Membership } from './membership.entity.ts';
import { OwnAccessIsFixed, UserNotFound } from './user.errors.ts';

type Wanted = { userId: string; version: number };

@Injectable()
export class MembershipsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
  ) {}

  /**
   * The membership an administrator is about to change, with the roles it has now. Never their own, so that a tenant
   * always keeps the administrator who made the last change; never one that holds, or reaches, more than they do.
   */
  async forChange({ userId, version }: Wanted, actor: Actor): Promise<{ membership: Membership; roles: Role[] }> {
    const membership = await this.em.findOne(Membership, { userId });
    if (!membership) throw new UserNotFound();
    expectVersion(membership.version, version);
    if (membership.userId === actor.userId) throw new OwnAccessIsFixed();
    const roles = await this.roles.of(membership.roleIds);
    demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()), rowScope: membership.rowScope });
    return { membership, roles };
  }

  /** A member whose sign-in an administrator may see to: one who holds and reaches no more than they do. */
  async within(userId: string, actor: Actor): Promise<Membership> {
    const membership = await this.em.findOne(Membership, { userId });
    if (!membership) throw new UserNotFound();
    const roles = await this.roles.of(membership.roleIds);
    demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()), rowScope: membership.rowScope });
    return membership;
  }
}
