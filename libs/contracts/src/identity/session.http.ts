import { z } from 'zod';
import { ApiKeyId, ImportJobId, MembershipId, SessionId, TenantId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { RowScope } from '../permissions.ts';
import { MembershipAccess } from './access.events.ts';
import { ServiceTarget } from '../intake/import-targets.ts';
import { Locale, TenantStanding } from './tenant.ts';
import { NewPassword } from './user.http.ts';

/** How a person proved who they are, in the words of RFC 8176; `fed` is another issuer that was trusted to know. */
export const AuthenticationMethod = z.enum(['pwd', 'otp', 'hwk', 'swk', 'mfa', 'fed']);
export type AuthenticationMethod = z.infer<typeof AuthenticationMethod>;

/** `tenant` is the id or the name of one of the user's tenants; without it, the one joined first. */
export const SignInBody = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
  tenant: z.string().min(1).max(200).optional(),
});
export type SignInBody = z.infer<typeof SignInBody>;

export const SignedIn = z.object({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresAt: Instant,
  sessionId: SessionId,
  userId: UserId,
  tenantId: TenantId,
  membershipId: MembershipId,
  passwordChangeRequired: z.boolean(),
  /** The tenant asks for a second factor that this session has not proved: set one up, or prove it by step-up. */
  secondFactorRequired: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const RenewedAccess = SignedIn.pick({ accessToken: true, tokenType: true, expiresAt: true });
export type RenewedAccess = z.infer<typeof RenewedAccess>;

export const ChangePasswordBody = z.strictObject({ currentPassword: z.string().min(1).max(1024), newPassword: NewPassword });
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;

export const MeView = z.object({
  userId: UserId,
  membershipId: MembershipId,
  email: z.string(),
  displayName: z.string(),
  tenant: z.object({ id: TenantId, name: z.string() }),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  rowScope: RowScope,
  passwordChangeRequired: z.boolean(),
  lastSignedInAt: Instant.nullable(),
  tenants: z.array(z.object({ id: TenantId, name: z.string() })),
  locale: Locale,
  timeZone: z.string(),
  emailVerified: z.boolean(),
  /** How long a session may lie unused before it is over. */
  sessionIdleMinutes: z.int().positive(),
});
export type MeView = z.infer<typeof MeView>;

/** What the caller's own token may do right now: services ask this when their projection is stale. */
export const OwnAccess = MembershipAccess.pick({ active: true, permissions: true, rowScope: true, authzVersion: true }).extend({
  sessionRevoked: z.boolean(),
  tenant: TenantStanding.nullish(),
});
export type OwnAccess = z.infer<typeof OwnAccess>;

/** `importing` asks for the right to write the rows of one import into a target whose imports a person has to prove themselves for. */
export const ServiceTokenBody = z.strictObject({
  membershipId: MembershipId,
  apiKeyId: ApiKeyId.optional(),
  importing: z.strictObject({ target: ServiceTarget, importJobId: ImportJobId }).optional(),
});
export type ServiceTokenBody = z.infer<typeof ServiceTokenBody>;
export const ServiceToken = z.object({ accessToken: z.string(), expiresAt: Instant });
export type ServiceToken = z.infer<typeof ServiceToken>;

/** RFC 7517 key set; only RSA verification keys stand in it. */
export const KeySet = z.object({
  keys: z.array(z.object({ kty: z.literal('RSA'), use: z.literal('sig'), alg: z.literal('RS256'), kid: z.string(), n: z.string(), e: z.string() })),
});
export type KeySet = z.infer<typeof KeySet>;

/** A session as its owner or an administrator sees it. The device is what the program said of itself. */
export const SessionView = z.object({
  id: SessionId,
  device: z.string(),
  address: z.string().nullable(),
  methods: z.array(AuthenticationMethod),
  startedAt: Instant,
  /** When it was opened or last refreshed: tokens are refreshed every ten minutes of use. */
  lastSeenAt: Instant,
  expiresAt: Instant,
});
export type SessionView = z.infer<typeof SessionView>;
export const OwnSessionView = SessionView.extend({ tenant: z.object({ id: TenantId, name: z.string() }), current: z.boolean() });
export const OwnSessionList = z.object({ items: z.array(OwnSessionView) });
export type OwnSessionList = z.infer<typeof OwnSessionList>;
export const MemberSessionList = z.object({ items: z.array(SessionView) });
export type MemberSessionList = z.infer<typeof MemberSessionList>;

export const SessionParams = z.object({ sessionId: SessionId });
export type SessionParams = z.infer<typeof SessionParams>;
export const MemberSessionParams = z.object({ userId: UserId, sessionId: SessionId });
export type MemberSessionParams = z.infer<typeof MemberSessionParams>;
