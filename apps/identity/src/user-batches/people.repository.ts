import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { Invitation } from '../invitations/invitation.entity.ts';
import type { Role } from '../roles/role.entity.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { MembershipsRepository, type Holder } from '../users/memberships.repository.ts';
import { UserAllowance } from './user-allowance.calc.ts';

/** What the rows of a chunk are about, as it stands. */
export type PeopleOfChunk = {
  members: ReadonlyMap<string, Membership>;
  /** Those that wait for an answer, over or not, by address. */
  invitations: ReadonlyMap<string, Invitation>;
  roles: readonly Role[];
  /** What whoever imports holds at this moment. */
  own: Holder;
  allowance: UserAllowance;
};

const present = `select (select count(*) from membership where active)::int + (select count(*) from invitation where status = 'pending' and expires_at > now())::int as present`;

/** The members and invitations of a tenant by their addresses. Accounts that are no members are not looked at. */
@Injectable()
export class PeopleRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
    private readonly memberships: MembershipsRepository,
  ) {}

  /** For a plan, which holds nobody up. */
  async look(emails: string[], actor: Actor): Promise<PeopleOfChunk> {
    const roles = await this.roles.all(false);
    const invitations = await this.em.find(Invitation, { email: { $in: emails }, status: 'pending' });
    const users = await this.members(emails);
    const found = await this.em.find(Membership, { userId: { $in: [...users.keys()] } });
    const [limit] = await tenantQuery<{ most: number }>(this.em, `select (limits ->> 'users')::int as most from tenant_terms where limits ->> 'users' is not null`, []);
    return { roles, ...byEmail(users, found, invitations), own: actor, allowance: await this.allowance(limit?.most ?? null) };
  }

  /** Held until the ambient transaction ends, in the order in which everybody holds them: roles, invitations, members, the plan's limit. */
  async hold(emails: string[], actor: Actor): Promise<PeopleOfChunk> {
    const roles = await this.roles.all(true);
    const invitations = await this.em.find(Invitation, { email: { $in: emails }, status: 'pending' }, { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE });
    const users = await this.members(emails);
    const { found, own } = await this.memberships.locked([...users.keys()], actor);
    const [limit] = await this.em.execute<{ most: string | null }[]>(`select held_limit('users') as most`);
    return { roles, ...byEmail(users, found, invitations), own, allowance: await this.allowance(limit?.most ? Number(limit.most) : null) };
  }

  private async members(emails: string[]): Promise<Map<string, string>> {
    const rows = await tenantQuery<{ userId: string; email: string }>(
      this.em,
      'select m.user_id as "userId", u.email from membership m join tenant_user u on u.id = m.user_id where u.email = any($1::text[])',
      [emails],
    );
    return new Map(rows.map(({ userId, email }) => [userId, email]));
  }

  private async allowance(most: number | null): Promise<UserAllowance> {
    if (most === null) return new UserAllowance(null, 0);
    const [count] = await tenantQuery<{ present: number }>(this.em, present, []);
    return new UserAllowance(most, count?.present ?? 0);
  }
}

function byEmail(users: ReadonlyMap<string, string>, members: readonly Membership[], invitations: readonly Invitation[]): Pick<PeopleOfChunk, 'members' | 'invitations'> {
  return {
    members: new Map(members.flatMap((member) => (users.has(member.userId) ? [[users.get(member.userId) as string, member]] : []))),
    invitations: new Map(invitations.map((invitation) => [invitation.email, invitation])),
  };
}
