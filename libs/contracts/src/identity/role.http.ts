import { z } from 'zod';
import { RoleId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { RoleName, RoleOrigin, RolePermissions, StoredRolePermissions } from './role.ts';

export const CreateRoleBody = z.strictObject({ name: RoleName, permissions: RolePermissions });
export type CreateRoleBody = z.infer<typeof CreateRoleBody>;

export const UpdateRoleBody = z.strictObject({ name: RoleName, permissions: RolePermissions, reason: z.string().trim().min(1).max(500).optional() });
export type UpdateRoleBody = z.infer<typeof UpdateRoleBody>;

export const CopyRoleBody = z.strictObject({ name: RoleName });
export type CopyRoleBody = z.infer<typeof CopyRoleBody>;

export const RoleParams = z.object({ roleId: RoleId });
export type RoleParams = z.infer<typeof RoleParams>;

export const RoleView = z.object({
  id: RoleId,
  origin: RoleOrigin,
  name: z.string(),
  builtIn: z.boolean(),
  permissions: StoredRolePermissions,
  /** Every permission the grants amount to today. */
  effectivePermissions: z.array(z.string()),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type RoleView = z.infer<typeof RoleView>;

export const ListRolesQuery = PageQuery.extend({ origin: RoleOrigin.optional() }).strict();
export type ListRolesQuery = z.infer<typeof ListRolesQuery>;
export const RolePage = pageOf(RoleView);
export type RolePage = z.infer<typeof RolePage>;
