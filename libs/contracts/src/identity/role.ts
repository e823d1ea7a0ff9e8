import { z } from 'zod';
import { allPermissions } from '../permissions.ts';

/** Where a role comes from. Names of the systems Kairos unites collide but for their case, so a role keeps its origin. */
export const roleOrigins = ['kronos', 'kronic', 'fleet', 'custom'] as const;
export const RoleOrigin = z.enum(roleOrigins);
export type RoleOrigin = z.infer<typeof RoleOrigin>;

/**
 * What a role says: `grants` are permissions of this platform; `areas` keeps what it says about areas that are not
 * served yet, under the names of the system it comes from, and grants nothing.
 */
export const RolePermissions = z.strictObject({
  grants: z.array(z.enum(allPermissions)).max(allPermissions.length),
  areas: z.record(z.string().min(1).max(100), z.json()).default({}),
});
export type RolePermissions = z.infer<typeof RolePermissions>;

/** As stored: a built-in role may grant by pattern, such as `*`. */
export const StoredRolePermissions = z.object({ grants: z.array(z.string()), areas: z.record(z.string(), z.json()) });
export type StoredRolePermissions = z.infer<typeof StoredRolePermissions>;

export const RoleName = z.string().trim().min(2).max(50);
