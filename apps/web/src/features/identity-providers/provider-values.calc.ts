import type { ChangeIdentityProviderBody, IdentityProviderView, RegisterIdentityProviderBody, RoleAssignment, RowScope } from '@kairos/contracts';

export type ProviderValues = {
  label: string; issuer: string; clientId: string;
  /** Empty keeps what is stored. */
  clientSecret: string;
  hasNoSecret: boolean;
  scopes: string[]; claims: IdentityProviderView['claims']; enabled: boolean; allowedEmailDomains: string[]; createsAccounts: boolean;
  rules: { claimValue: string; roleId: string }[]; assignment: RoleAssignment; defaultRoleIds: string[]; rowScope: RowScope;
};

/** What a provider starts with: the defaults of OpenID Connect, and nobody let in by it yet. */
export const newProvider: ProviderValues = {
  label: '', issuer: '', clientId: '', clientSecret: '', hasNoSecret: false, scopes: ['openid', 'email', 'profile'],
  claims: { roles: 'groups', email: 'email', emailVerified: 'email_verified', displayName: 'name' },
  enabled: true, allowedEmailDomains: [], createsAccounts: false, rules: [], assignment: 'first-match', defaultRoleIds: [], rowScope: { plants: [] },
};

export function valuesOf({ label, issuer, clientId, clientSecretSetAt, scopes, claims, enabled, allowedEmailDomains, createsAccounts, rules, assignment, defaultRoleIds, rowScope }: IdentityProviderView): ProviderValues {
  return { label, issuer, clientId, clientSecret: '', hasNoSecret: clientSecretSetAt === null, scopes, claims, enabled, allowedEmailDomains, createsAccounts, rules, assignment, defaultRoleIds, rowScope };
}

export function registrationOf({ clientSecret, hasNoSecret, ...settings }: ProviderValues): RegisterIdentityProviderBody {
  return { ...settings, ...(hasNoSecret || clientSecret === '' ? {} : { clientSecret }) } as RegisterIdentityProviderBody;
}

/** A secret is told when it was typed, taken away when there is to be none, and else left as it is. */
export function changeOf({ clientSecret, hasNoSecret, ...settings }: ProviderValues, reason: string): ChangeIdentityProviderBody {
  const secret = hasNoSecret ? { clientSecret: null } : clientSecret === '' ? {} : { clientSecret };
  return { ...settings, ...secret, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) } as ChangeIdentityProviderBody;
}
