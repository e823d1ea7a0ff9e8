import { z } from 'zod';
import { IdentityProviderId, RoleId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { RowScope } from '../permissions.ts';
import { EmailDomain } from './email-domain.ts';
import { EmailAddress } from './user.http.ts';

const hasNoRepeats = (values: string[]) => new Set(values.map((value) => value.toLowerCase())).size === values.length;

/** `realm_access.roles`: a claim by its name, or by the names on the way to it. */
const ClaimPath = z.string().trim().min(1).max(200);

/** Which claim says what. Their defaults are those of OpenID Connect Core. */
export const ClaimNames = z.strictObject({
  roles: ClaimPath.default('groups'),
  email: ClaimPath.default('email'),
  emailVerified: ClaimPath.default('email_verified'),
  displayName: ClaimPath.default('name'),
});
export type ClaimNames = z.infer<typeof ClaimNames>;

/** A value of the roles claim, in any case, `*` for any run of characters; and the role it stands for. */
export const RoleMappingRule = z.strictObject({ claimValue: z.string().trim().min(1).max(200), roleId: RoleId });
export type RoleMappingRule = z.infer<typeof RoleMappingRule>;

/** Whether the first rule that matches decides alone, or every one that does gives its role. */
export const roleAssignments = ['first-match', 'every-match'] as const;
export const RoleAssignment = z.enum(roleAssignments);
export type RoleAssignment = z.infer<typeof RoleAssignment>;

const settings = {
  label: z.string().trim().min(1).max(100),
  issuer: z.string().max(500).regex(/^https?:\/\/[^\s?#]+$/, 'must be an https address without query or fragment'),
  clientId: z.string().min(1).max(255),
  scopes: z.array(z.string().regex(/^[\w:./-]{1,100}$/, 'is not the name of a scope')).max(20).refine(hasNoRepeats, 'names a scope twice').default(['openid', 'email', 'profile']),
  claims: ClaimNames.prefault({}),
  enabled: z.boolean().default(true),
  /** Whom this provider may sign in, and for whom its word is taken. */
  allowedEmailDomains: z
    .array(EmailDomain)
    .min(1)
    .max(50)
    .refine(hasNoRepeats, 'names a domain twice'),
  /** Whether somebody unknown gets an account at their first sign-in. */
  createsAccounts: z.boolean().default(false),
  rules: z.array(RoleMappingRule).max(100).default([]),
  assignment: RoleAssignment.default('first-match'),
  /** The roles of those whom no rule matches; without any, they are refused. */
  defaultRoleIds: z.array(RoleId).max(20).refine(hasNoRepeats, 'names a role twice').default([]),
  /** The row scope of accounts made at a first sign-in. */
  rowScope: RowScope.default({ plants: [] }),
};
const ClientSecret = z.string().min(1).max(1000);

export const RegisterIdentityProviderBody = z.strictObject({ ...settings, clientSecret: ClientSecret.optional() });
export type RegisterIdentityProviderBody = z.infer<typeof RegisterIdentityProviderBody>;

/** Without `clientSecret` the stored one stays; null takes it away. */
export const ChangeIdentityProviderBody = z.strictObject({ ...settings, clientSecret: ClientSecret.nullable().optional(), reason: z.string().trim().min(1).max(500).optional() });
export type ChangeIdentityProviderBody = z.infer<typeof ChangeIdentityProviderBody>;

export const IdentityProviderParams = z.object({ identityProviderId: IdentityProviderId });
export type IdentityProviderParams = z.infer<typeof IdentityProviderParams>;

export const IdentityProviderView = z.object({
  id: IdentityProviderId,
  label: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** When the client secret was set; null for a client without one. The secret itself is never told. */
  clientSecretSetAt: Instant.nullable(),
  scopes: z.array(z.string()),
  claims: ClaimNames,
  enabled: z.boolean(),
  allowedEmailDomains: z.array(z.string()),
  createsAccounts: z.boolean(),
  rules: z.array(RoleMappingRule),
  assignment: RoleAssignment,
  defaultRoleIds: z.array(RoleId),
  rowScope: RowScope,
  /** Where signing in starts, and what to register at the issuer as the redirect address, behind this installation's own address. */
  startPath: z.string(),
  callbackPath: z.string(),
  /** What to register there for signing out: where the browser comes back to, and where the issuer itself tells of a logout. */
  signedOutPath: z.string(),
  backChannelLogoutPath: z.string(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type IdentityProviderView = z.infer<typeof IdentityProviderView>;

export const ListIdentityProvidersQuery = PageQuery.extend({}).strict();
export type ListIdentityProvidersQuery = z.infer<typeof ListIdentityProvidersQuery>;
export const IdentityProviderPage = pageOf(IdentityProviderView);
export type IdentityProviderPage = z.infer<typeof IdentityProviderPage>;

export const TryRoleMappingBody = z.strictObject({ claims: z.record(z.string().max(200), z.json()) });
export type TryRoleMappingBody = z.infer<typeof TryRoleMappingBody>;

/** What the mapping makes of claims: the rules that match, by their positions, and the roles that come out. */
export const TriedRoleMapping = z.object({
  claimValues: z.array(z.string()),
  rules: z.array(z.object({ position: z.int().nonnegative(), claimValue: z.string(), roleId: RoleId, matches: z.boolean() })),
  outcome: z.enum(['mapped', 'default', 'refused']),
  roles: z.array(z.object({ id: RoleId, name: z.string() })),
});
export type TriedRoleMapping = z.infer<typeof TriedRoleMapping>;

export const DiscoverIdentityProvidersBody = z.strictObject({ email: EmailAddress });
export type DiscoverIdentityProvidersBody = z.infer<typeof DiscoverIdentityProvidersBody>;
export const DiscoveredIdentityProviders = z.object({ items: z.array(z.object({ id: IdentityProviderId, label: z.string(), startPath: z.string() })) });
export type DiscoveredIdentityProviders = z.infer<typeof DiscoveredIdentityProviders>;

/** `returnTo` is a path of this installation; `reauthenticate` has the issuer ask who it is again, also whom it knows. */
export const StartSignInQuery = z.object({ returnTo: z.string().max(1000).optional(), reauthenticate: z.enum(['true', 'false']).optional() });
export type StartSignInQuery = z.infer<typeof StartSignInQuery>;

/** What the issuer sends the browser back with; whatever else it adds is passed over. */
export const SignInCallbackQuery = z.object({
  state: z.string().max(2000).optional(),
  code: z.string().max(4000).optional(),
  iss: z.string().max(1000).optional(),
  error: z.string().max(200).optional(),
});
export type SignInCallbackQuery = z.infer<typeof SignInCallbackQuery>;

/** `returnTo` is the path of this installation that the browser ends up at. */
export const SignOutBody = z.strictObject({ returnTo: z.string().max(1000).optional() });
export type SignOutBody = z.infer<typeof SignOutBody>;

/** Where the browser goes to sign out of the identity provider too; null when the session came from none, or there is no such place. */
export const SignOutOnward = z.object({ signOutUrl: z.url().nullable() });
export type SignOutOnward = z.infer<typeof SignOutOnward>;

/** What the issuer sends the browser back with after signing out; whatever else it adds is passed over. */
export const SignedOutQuery = z.object({ state: z.string().max(2000).optional() });
export type SignedOutQuery = z.infer<typeof SignedOutQuery>;

/** OpenID Connect Back-Channel Logout 1.0: a form with one signed token; whatever else stands in it is passed over. */
export const BackChannelLogoutBody = z.object({ logout_token: z.string().max(20_000).regex(/^[\w-]+\.[\w-]+\.[\w-]*$/, 'is not a signed token') });
export type BackChannelLogoutBody = z.infer<typeof BackChannelLogoutBody>;
