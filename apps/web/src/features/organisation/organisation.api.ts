import { queryOptions } from '@tanstack/react-query';
import type { MfaPolicyView, SetMfaPolicyBody, TenantView, UpdateTenantBody, UsageView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const organisation = () => queryOptions({ queryKey: ['identity', 'tenant'], queryFn: ({ signal }) => call<TenantView>({ path: '/identity/tenant', signal }) });
export const changeOrganisation = (version: number, body: UpdateTenantBody) => call<TenantView>({ method: 'PATCH', path: '/identity/tenant', ifMatch: version, body });

export const mfaPolicy = () => queryOptions({ queryKey: ['identity', 'mfa-policy'], queryFn: ({ signal }) => call<MfaPolicyView>({ path: '/identity/mfa-policy', signal }) });
export const setMfaPolicy = (version: number, body: SetMfaPolicyBody) => call<MfaPolicyView>({ method: 'PUT', path: '/identity/mfa-policy', ifMatch: version, body });

export const usageServices = ['identity', 'assets', 'workflows', 'intake'] as const;
/** What a service counts of the plan; every event of that service makes it out of date. */
export const usageOf = (service: (typeof usageServices)[number]) => queryOptions({ queryKey: [service, 'usage'], queryFn: ({ signal }) => call<UsageView>({ path: `/${service}/usage`, signal }) });
