import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { roleOrigins, type Permission, type RolePermissions, type StoredRolePermissions } from '@kairos/contracts';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
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

  static define(tenantId: string, name: string, permissions: RolePermissions): Role {
    return make({ tenantId, origin: 'custom', name, permissions, builtIn: false });
  }

  redefine(name: string, permissions: RolePermissions): void {
    if (this.builtIn) throw new RoleIsBuiltIn(this.name);
    Object.assign(this, { name, permissions, updatedAt: new Date() });
  }

  /** The permissions this role grants today. */
  granted(): Permission[] {
    return flattenGrants(this.permissions.grants);
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
