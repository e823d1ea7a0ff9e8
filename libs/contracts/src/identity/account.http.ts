import { z } from 'zod';
import { MembershipId, TenantId } from '../ids.ts';
import { MailedToken } from './invitation.http.ts';
import { Locale, TimeZone } from './tenant.ts';
import { EmailAddress, NewPassword } from './user.http.ts';

export const UpdateProfileBody = z
  .strictObject({ displayName: z.string().trim().min(1).max(200).optional(), locale: Locale.optional(), timeZone: TimeZone.optional() })
  .refine((changes) => Object.keys(changes).length > 0, 'names nothing to change');
export type UpdateProfileBody = z.infer<typeof UpdateProfileBody>;

export const ChangeEmailBody = z.strictObject({ email: EmailAddress, currentPassword: z.string().min(1).max(1024) });
export type ChangeEmailBody = z.infer<typeof ChangeEmailBody>;

export const ConfirmEmailBody = z.strictObject({ token: MailedToken });
export type ConfirmEmailBody = z.infer<typeof ConfirmEmailBody>;

export const RequestPasswordResetBody = z.strictObject({ email: EmailAddress });
export type RequestPasswordResetBody = z.infer<typeof RequestPasswordResetBody>;

export const ResetPasswordBody = z.strictObject({ token: MailedToken, newPassword: NewPassword });
export type ResetPasswordBody = z.infer<typeof ResetPasswordBody>;

/** The tenants a person may work in, the one joined first on top. */
export const OwnMemberships = z.object({ items: z.array(z.object({ membershipId: MembershipId, tenantId: TenantId, tenantName: z.string(), current: z.boolean() })) });
export type OwnMemberships = z.infer<typeof OwnMemberships>;

export const SwitchTenantBody = z.strictObject({ tenantId: TenantId });
export type SwitchTenantBody = z.infer<typeof SwitchTenantBody>;
