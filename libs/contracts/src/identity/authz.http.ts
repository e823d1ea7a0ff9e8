import { z } from 'zod';
import { ApiKeyId, MembershipId, RoleId } from '../ids.ts';
import { allPermissions, rowKinds } from '../permissions.ts';

/** May this membership do that, and why? One’s own membership unless another is named. */
export const ExplainBody = z.strictObject({
  /** A permission, or what routes ask that need none: to be signed in, or to be about one’s own account. */
  permission: z.enum([...allPermissions, 'authenticated', 'own-account'], 'is not a permission'),
  membershipId: MembershipId.optional(),
  /** As used through this API key; the question is then about the member it acts for. */
  apiKeyId: ApiKeyId.optional(),
  resource: z.strictObject({ kind: z.enum(rowKinds), id: z.uuid() }).optional(),
  /** Whether the request would change something, as opposed to reading; taken from the permission unless said. */
  changes: z.boolean().optional(),
  /** Whether the route asks for a recent proof, for somebody in person, or for a proof of one’s own: as its description says. */
  stepUp: z.boolean().optional(),
  inPerson: z.boolean().optional(),
  ownProof: z.boolean().optional(),
});
export type ExplainBody = z.infer<typeof ExplainBody>;

/** What is asked in turn; the first step that is not passed decides. */
export const accessSteps = ['membership', 'session', 'person', 'password', 'second-factor', 'permission', 'row', 'proof', 'tenant'] as const;

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
  /** How the API key in use narrows them: its scopes, and the one that covers the permission, or null. */
  apiKey: z.object({ apiKeyId: ApiKeyId, scopes: z.array(z.string()), covering: z.string().nullable() }).nullable(),
  /** When none does: the tenant’s roles that would, those that give least first. */
  wouldBeGrantedBy: z.array(RoleGrant),
  /** How the row scope stands to the resource, when one was named. */
  rowScope: z.object({ kind: z.enum(rowKinds), id: z.uuid(), reached: z.boolean(), because: z.enum(['all', 'listed', 'not-listed', 'silent']) }).nullable(),
});
export type Explanation = z.infer<typeof Explanation>;
