import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { AccessChanged, AccessSnapshot, type MembershipAccess, type Permission, type RowScope } from '@kairos/contracts';
import { explainAudit, record } from '@kairos/event-bus';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import type { Role } from '../roles/role.entity.ts';
import { UserIsActive, UserIsInactive } from './user.errors.ts';

const MembershipSchema = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    userId: p.uuid(),
    active: p.boolean(),
    roleIds: p.array().columnType('uuid[]'),
    /** As last published, so that every change of privileges stands in the audit trail, old and new. */
    permissions: p.array().columnType('text[]'),
    rowScope: p.json<RowScope>(),
    roleOverride: p.boolean(),
    authzVersion: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type NewMembership = { tenantId: string; userId: string; roles: Role[]; rowScope: RowScope };

/** What one user is to one tenant: their roles there, and the rows those reach. */
export class Membership extends MembershipSchema.class {
  static begin({ tenantId, userId, roles, rowScope }: NewMembership): Membership {
    const now = new Date();
    const membership = Object.assign(new Membership(), {
      id: newId(), tenantId, userId, active: true, roleIds: roles.map(({ id }) => id), permissions: permissionsOf(roles), rowScope, roleOverride: false, authzVersion: 1, version: 1, createdAt: now, updatedAt: now,
    } satisfies RequiredEntityData<Membership>);
    explainAudit(membership, { after: named(roles) });
    record(membership, AccessChanged, membership.access(roles));
    return membership;
  }

  /** @param before the roles it has until now, for the audit record to tell what was taken and given */
  assign(roles: Role[], rowScope: RowScope, before?: Role[]): void {
    if (before) explainAudit(this, { before: named(before), after: named(roles) });
    this.change({ roleIds: roles.map(({ id }) => id), rowScope }, roles);
  }

  /** The roles that an identity provider's word gives instead of those before; no change when they are the same ones. */
  followMapping(roles: Role[], before: Role[]): void {
    const same = roles.length === this.roleIds.length && roles.every(({ id }) => this.roleIds.includes(id));
    if (same) return;
    explainAudit(this, { before: named(before), after: named(roles) });
    this.change({ roleIds: roles.map(({ id }) => id) }, roles);
  }

  /** From now on an administrator's choice of roles stands against the mapping. */
  overrideMapping(): void {
    if (!this.roleOverride) Object.assign(this, { roleOverride: true, updatedAt: new Date() });
  }

  /** The next sign-in lets the mapping decide again. */
  resetRoleOverride(): void {
    Object.assign(this, { roleOverride: false, updatedAt: new Date() });
  }

  deactivate(roles: Role[]): void {
    if (!this.active) throw new UserIsInactive();
    this.change({ active: false }, roles);
  }

  activate(roles: Role[]): void {
    if (this.active) throw new UserIsActive();
    this.change({ active: true }, roles);
  }

  /** One of its roles says something else now. */
  roleRedefined(roles: Role[]): void {
    this.change({}, roles);
  }

  /** A release knows more permissions, or fewer: says so when they make a difference here. */
  catalogueChanged(roles: Role[]): void {
    if (permissionsOf(roles).join() !== this.permissions.join()) this.change({}, roles);
  }

  /** Tells everybody again what stands, for projections that are rebuilt. */
  emitSnapshot(roles: Role[]): void {
    record(this, AccessSnapshot, this.access(roles));
  }

  /** Its access in full, as other services authorise from it. */
  access(roles: Role[]): MembershipAccess {
    return {
      membershipId: this.id, userId: this.userId, active: this.active,
      roles: roles.map((role) => role.qualifiedName()).sort(),
      permissions: permissionsOf(roles),
      rowScope: this.rowScope, authzVersion: this.authzVersion,
    } as MembershipAccess;
  }

  private change(changes: Partial<Pick<Membership, 'active' | 'roleIds' | 'rowScope'>>, roles: Role[]): void {
    Object.assign(this, changes, { permissions: permissionsOf(roles), authzVersion: this.authzVersion + 1, updatedAt: new Date() });
    record(this, AccessChanged, this.access(roles));
  }
}
MembershipSchema.setClass(Membership);

function permissionsOf(roles: Role[]): Permission[] {
  return flattenGrants(roles.flatMap((role) => role.permissions.grants));
}

/** Ids of roles tell nobody what somebody is: audit records name them too. */
function named(roles: Role[]): { roles: string[] } {
  return { roles: roles.map((role) => role.qualifiedName()).sort() };
}
