import { z } from 'zod';
import { InvitationId, MembershipId, RoleId, TenantId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { GivenRowScope, RowScope } from '../permissions.ts';
import { Locale } from './tenant.ts';
import { EmailAddress, RoleIds } from './user.http.ts';

export const InviteUserBody = z.strictObject({ email: EmailAddress, roleIds: RoleIds, rowScope: GivenRowScope.default({ plants: [] }), locale: Locale.default('en') });
export type InviteUserBody = z.infer<typeof InviteUserBody>;

export const InvitationParams = z.object({ invitationId: InvitationId });
export type InvitationParams = z.infer<typeof InvitationParams>;

/** `expired` is a pending invitation whose seven days are over. */
export const InvitationStatus = z.enum(['pending', 'expired', 'accepted', 'withdrawn']);
export type InvitationStatus = z.infer<typeof InvitationStatus>;

export const InvitationView = z.object({
  id: InvitationId,
  email: z.string(),
  /** What the person is called unless they say otherwise. */
  displayName: z.string().nullish(),
  roleIds: z.array(RoleId),
  rowScope: RowScope,
  locale: Locale,
  status: InvitationStatus,
  invitedBy: UserId,
  acceptedBy: UserId.nullable(),
  expiresAt: Instant,
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type InvitationView = z.infer<typeof InvitationView>;

export const ListInvitationsQuery = PageQuery.extend({ status: InvitationStatus.optional() }).strict();
export type ListInvitationsQuery = z.infer<typeof ListInvitationsQuery>;
export const InvitationPage = pageOf(InvitationView);
export type InvitationPage = z.infer<typeof InvitationPage>;

/** The token of a mailed link. */
export const MailedToken = z.string().min(1).max(200);
export const InvitationTokenBody = z.strictObject({ token: MailedToken });
export type InvitationTokenBody = z.infer<typeof InvitationTokenBody>;

/** What somebody who holds the link may know of the invitation. */
export const OpenInvitation = z.object({ tenantName: z.string(), email: z.string(), locale: Locale, expiresAt: Instant, accountExists: z.boolean() });
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** With a name and a new password; or, where the address has an account, with the password it has. */
export const AcceptInvitationBody = z.strictObject({ token: MailedToken, displayName: z.string().trim().min(1).max(200).optional(), password: z.string().min(1).max(1024) });
export type AcceptInvitationBody = z.infer<typeof AcceptInvitationBody>;
export const AcceptedInvitation = z.object({ userId: UserId, membershipId: MembershipId, tenantId: TenantId });
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>;
