import { z } from 'zod';
import { MembershipId, RoleId } from '../ids.ts';
import { allPermissions, rowKinds } from '../permissions.ts';

/** May this membership do that, and why? One’s own membership unless another is named. */
export const ExplainBody = z.strictObject({
  permission: z.enum(allPermissions, 'is not a permission'),
  membershipId: MembershipId.optional(),
  resource: z.strictObject({ kind: z.enum(rowKinds), id: z.uuid() }).optional(),
  /** Whether the request would change something, as opposed to reading; taken from the permission unless said. */
  changes: z.boolean().optional(),
});
export type ExplainBody = z.infer<typeof ExplainBody>;

/** What is asked in turn; the first step that is not passed decides. */
export const accessSteps = ['membership', 'session', 'password', 'permission', 'row', 'tenant'] as const;

const RoleGrant = z.object({ roleId: RoleId, role: z.string(), grant: z.string() });
export const Explanation = z.object({
  allowed: z.boolean(),
  membershipId: MembershipId,
  permission: z.string(),
  /** The rule that decided, such as `permission-missing` or `row-out-of-scope`. */
  rule: z.string(),
  sentence: z.string(),
  steps: z.array(z.object({ step: z.enum(accessSteps), passed: z.boolean() })),
  /** The membership’s roles that cover the permission, and with which grant. */
  grantedBy: z.array(RoleGrant),
  /** When none does: the tenant’s roles that would, those that give least first. */
  wouldBeGrantedBy: z.array(RoleGrant),
  /** How the row scope stands to the resource, when one was named. */
  rowScope: z.object({ kind: z.enum(rowKinds), id: z.uuid(), reached: z.boolean(), because: z.enum(['all', 'listed', 'not-listed', 'silent']) }).nullable(),
});
export type Explanation = z.infer<typeof Explanation>;
