import { queryOptions } from '@tanstack/react-query';
import type { AcceptedInvitation, AcceptInvitationBody, DiscoveredIdentityProviders, OpenInvitation } from '@kairos/contracts';
import { send } from '../../lib/http.ts';
import { call } from '../../lib/session.ts';

/** The identity providers of an address's domain; it tells nothing of whether the address has an account. */
export const providersFor = (email: string) =>
  queryOptions({ queryKey: ['sign-in', 'providers', email], queryFn: async () => (await send<DiscoveredIdentityProviders>({ method: 'POST', path: '/identity/oidc/discover', body: { email } })).items, staleTime: 5 * 60_000, retry: false });

export const requestReset = (email: string) => send<void>({ method: 'POST', path: '/identity/password-resets', body: { email } });
export const completeReset = (token: string, newPassword: string) => send<void>({ method: 'POST', path: '/identity/password-resets/complete', body: { token, newPassword } });

export const openedInvitation = (token: string) =>
  queryOptions({ queryKey: ['sign-in', 'invitation', token], queryFn: () => send<OpenInvitation>({ method: 'POST', path: '/identity/opened-invitations', body: { token } }), retry: false, refetchOnWindowFocus: false });
export const acceptInvitation = (body: AcceptInvitationBody) => send<AcceptedInvitation>({ method: 'POST', path: '/identity/opened-invitations/accept', body });

export const confirmEmail = (token: string) => call<void>({ method: 'POST', path: '/identity/email-verifications/complete', body: { token } });
