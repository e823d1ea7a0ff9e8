import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { demandHeld } from '../access/demand-held.calc.ts';
import { permissionsBeyond } from '../access/flatten-grants.calc.ts';
import type { Role } from '../roles/role.entity.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { Membership } from './membership.entity.ts';
import { lockManagersOfUsers, lockMembers } from './membership-locks.sql.ts';
import { OwnAccessIsFixed, UserNotFound } from './user.errors.ts';

/** What somebody holds and reaches. */
export type Holder = Pick<Actor, 'permissions' | 'rowScope'>;
type Wanted = { userId: string; version: number };

@Injectable()
export class MembershipsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
  ) {}

  /**
   * The membership an administrator is about to change, with the roles it has now. Never their own, so that a tenant
   * always keeps the administrator who made the last change; never one that holds, or reaches, more than they do. Both are
   * locked: of two who change each other at once the second no longer may.
   */
  async forChange({ userId, version }: Wanted, actor: Actor): Promise<{ membership: Membership; roles: Role[] }> {
    const { found, own } = await this.locked([userId], actor);
    const membership = found.find((one) => one.userId === userId);
    if (!membership) throw new UserNotFound();
    expectVersion(membership.version, version);
    const roles = await this.roles.of(membership.roleIds);
    demandChangeable({ membership, roles }, actor, own);
    return { membership, roles };
  }

  /** The memberships of these users and the actor's, locked, with what the actor holds now: somebody may have changed it since the request was let in. */
  async locked(userIds: string[], actor: Actor): Promise<{ found: Membership[]; own: Holder }> {
    const wanted = [...userIds, actor.userId];
    await lockMembers(this.em, wanted);
    const found = await this.em.find(Membership, { userId: { $in: wanted } }, { refresh: true });
    const own = found.find((one) => one.id === actor.membershipId && one.active);
    return { found, own: own ? { permissions: granted(await this.roles.of(own.roleIds)), rowScope: own.rowScope } : { permissions: [], rowScope: { plants: [] } } };
  }

  /** @throws UserNotFound for somebody who was never a member */
  async demandMember(userId: string): Promise<void> {
    if (!(await this.em.count(Membership, { userId }))) throw new UserNotFound();
  }

  /** Takes the roles that an identity provider's word gives, unless nobody were left then who may manage users. */
  async followMapping(membershipId: string, mapped: Role[]): Promise<void> {
    const mayManage = (roles: Role[]) => permissionsBeyond(granted(roles), ['identity.user.manage']).length === 0;
    if (!mayManage(mapped)) {
      const managers = await lockManagersOfUsers(this.em);
      if (managers.length === 1 && managers[0] === membershipId) return;
    }
    const membership = await this.em.findOneOrFail(Membership, membershipId, { refresh: true });
    membership.followMapping(mapped, await this.roles.of(membership.roleIds));
  }

  /** A member whose sign-in an administrator may see to: one who holds and reaches no more than they do. */
  async within(userId: string, actor: Actor): Promise<Membership> {
    const membership = await this.em.findOne(Membership, { userId });
    if (!membership) throw new UserNotFound();
    const roles = await this.roles.of(membership.roleIds);
    demandHeld(actor, { permissions: granted(roles), rowScope: membership.rowScope });
    return membership;
  }
}

/**
 * Nobody changes their own access, nor that of one who holds or reaches more than they do.
 *
 * @param own what the actor holds at this moment, which may be less than when the request was let in
 * @throws OwnAccessIsFixed, GrantsMoreThanHeld, ReachesMoreThanHeld
 */
export function demandChangeable({ membership, roles }: { membership: Membership; roles: Role[] }, actor: Actor, own: Holder): void {
  if (membership.userId === actor.userId) throw new OwnAccessIsFixed();
  const asked = { permissions: ['identity.user.manage', ...granted(roles)], rowScope: membership.rowScope };
  demandHeld(actor, asked);
  demandHeld(own, asked);
}

export function granted(roles: Role[]): string[] {
  return roles.flatMap((role) => role.granted());
}
