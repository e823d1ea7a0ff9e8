import { z } from 'zod';
import { grantable } from '../reserved-permissions.ts';

/** Where a role comes from. Names of the systems Kairos unites collide but for their case, so a role keeps its origin. */
export const roleOrigins = ['kronos', 'kronic', 'fleet', 'calco2', 'custom'] as const;
export const RoleOrigin = z.enum(roleOrigins);
export type RoleOrigin = z.infer<typeof RoleOrigin>;

const Grant = z.enum(grantable as [string, ...string[]], 'is neither a permission nor a pattern over some, such as assets.plant.read or assets.*');

/** The longest that a reference system says about a role is a hundredth of it. */
const largestAreas = 50_000;

/**
 * What a role says: `grants` are permissions, also those of services to come, and patterns over them; `areas` keeps whatever
 * else the system it comes from says about it, and grants nothing.
 */
export const RolePermissions = z.strictObject({
  grants: z.array(Grant).max(grantable.length).refine((grants) => new Set(grants).size === grants.length, 'names a grant twice'),
  areas: z.record(z.string().min(1).max(100), z.json()).default({}).refine((areas) => JSON.stringify(areas).length <= largestAreas, `is longer than ${largestAreas} characters`),
});
export type RolePermissions = z.infer<typeof RolePermissions>;

/** As stored: a grant that a later release no longer knows stays, and gives nothing. */
export const StoredRolePermissions = z.object({ grants: z.array(z.string()), areas: z.record(z.string(), z.json()) });
export type StoredRolePermissions = z.infer<typeof StoredRolePermissions>;

export const RoleName = z.string().trim().min(2).max(50);
