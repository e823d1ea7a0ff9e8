import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { roleOrigins, type RolePermissions, type StoredRolePermissions } from '@kairos/contracts';
import { standingFor } from '../access/flatten-grants.calc.ts';
import type { BuiltInRole } from './built-in-roles.ts';
import { RoleIsBuiltIn } from './role.errors.ts';

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'role',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    origin: p.enum(roleOrigins),
    name: p.string(),
    builtIn: p.boolean(),
    permissions: p.json<StoredRolePermissions>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A named permission document that memberships refer to. */
export class Role extends RoleSchema.class {
  static builtIn(tenantId: string, { origin, name, permissions }: BuiltInRole): Role {
    return make({ tenantId, origin, name, permissions, builtIn: true });
  }

  static define(tenantId: string, name: string, permissions: StoredRolePermissions): Role {
    return make({ tenantId, origin: 'custom', name, permissions, builtIn: false });
  }

  copy(name: string): Role {
    return Role.define(this.tenantId, name, this.permissions);
  }

  /** @throws RoleIsBuiltIn for a role that is not the tenant's own to change or remove */
  demandOwn(): void {
    if (this.builtIn) throw new RoleIsBuiltIn(this.name);
  }

  /** Says of a built-in role what this release says of it. */
  restate(permissions: StoredRolePermissions): void {
    Object.assign(this, { permissions, updatedAt: new Date() });
  }

  redefine(name: string, permissions: RolePermissions): void {
    this.demandOwn();
    Object.assign(this, { name, permissions, updatedAt: new Date() });
  }

  /** What this role stands for, which whoever gives it must hold. */
  granted(): string[] {
    return standingFor(this.permissions.grants);
  }

  /** `kronos/Admin`: names alone collide between origins. */
  qualifiedName(): string {
    return `${this.origin}/${this.name}`;
  }
}
RoleSchema.setClass(Role);

function make(facts: Pick<Role, 'tenantId' | 'origin' | 'name' | 'builtIn'> & { permissions: StoredRolePermissions }): Role {
  const now = new Date();
  return Object.assign(new Role(), { ...facts, id: newId(), version: 1, createdAt: now, updatedAt: now } satisfies RequiredEntityData<Role>);
}
