import { z } from 'zod';
import { MembershipId, RoleId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { GivenRowScope, RowScope } from '../permissions.ts';
import { RoleOrigin } from './role.ts';

export const EmailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** The rules count characters after normalisation, and more of them where there is no second factor; here stand the outer bounds. */
export const NewPassword = z.string().min(8, 'must have at least 8 characters').max(1024);

const Reason = z.string().trim().min(1).max(500).optional();
export const RoleIds = z.array(RoleId).min(1).max(20).refine((ids) => new Set(ids).size === ids.length, 'names a role twice');
const access = {
  roleIds: RoleIds,
  rowScope: GivenRowScope,
};

export const CreateUserBody = z.strictObject({
  email: EmailAddress,
  displayName: z.string().trim().min(1).max(200),
  password: NewPassword,
  roleIds: access.roleIds,
  rowScope: access.rowScope.default({ plants: [] }),
});
export type CreateUserBody = z.infer<typeof CreateUserBody>;
export const CreatedUser = z.object({ userId: UserId, membershipId: MembershipId });
export type CreatedUser = z.infer<typeof CreatedUser>;

export const AssignAccessBody = z.strictObject({ ...access, reason: Reason });
export type AssignAccessBody = z.infer<typeof AssignAccessBody>;

export const ChangeActivationBody = z.strictObject({ reason: Reason });
export type ChangeActivationBody = z.infer<typeof ChangeActivationBody>;

export const UserParams = z.object({ userId: UserId });
export type UserParams = z.infer<typeof UserParams>;

/** A user as one tenant sees them: the person, and their membership here. */
export const UserView = z.object({
  id: UserId,
  membershipId: MembershipId,
  email: z.string(),
  displayName: z.string(),
  active: z.boolean(),
  roles: z.array(z.object({ id: RoleId, origin: RoleOrigin, name: z.string() })),
  rowScope: RowScope,
  /** Whether an administrator’s choice of roles stands against the mapping of the identity provider. */
  roleOverride: z.boolean(),
  /** The issuers that have signed this user in here. */
  externalIssuers: z.array(z.string()),
  passwordChangeRequired: z.boolean(),
  lastSignedInAt: Instant.nullable(),
  emailVerified: z.boolean(),
  /** Until when wrong passwords keep everybody from signing in as this user. */
  lockedUntil: Instant.nullable(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type UserView = z.infer<typeof UserView>;

export const ListUsersQuery = PageQuery.extend({
  text: z.string().trim().min(1).max(200).optional(),
  active: z.enum(['true', 'false']).transform((value) => value === 'true').optional(),
}).strict();
export type ListUsersQuery = z.infer<typeof ListUsersQuery>;
export const UserPage = pageOf(UserView);
export type UserPage = z.infer<typeof UserPage>;
