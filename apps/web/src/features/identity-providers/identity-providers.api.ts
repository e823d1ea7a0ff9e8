import { queryOptions } from '@tanstack/react-query';
import type { ChangeIdentityProviderBody, IdentityProviderPage, IdentityProviderView, RegisterIdentityProviderBody, TriedRoleMapping, TryRoleMappingBody } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const providersPath = '/identity/identity-providers';
export const providerKeys = ['identity', 'identity-providers'];
const most = 200;
const at = (id: string) => `${providersPath}/${id}`;
type Versioned = Pick<IdentityProviderView, 'id' | 'version'>;

export const identityProviders = () => queryOptions({ queryKey: [...providerKeys, 'list'], queryFn: ({ signal }) => call<IdentityProviderPage>({ path: providersPath, query: { limit: most }, signal }) });
export const identityProvider = (id: string) => queryOptions({ queryKey: [...providerKeys, id], queryFn: ({ signal }) => call<IdentityProviderView>({ path: at(id), signal }) });

export const registerProvider = (body: RegisterIdentityProviderBody) => call<IdentityProviderView>({ method: 'POST', path: providersPath, body });
export const changeProvider = ({ id, version }: Versioned, body: ChangeIdentityProviderBody) => call<IdentityProviderView>({ method: 'PUT', path: at(id), ifMatch: version, body });
export const removeProvider = ({ id, version }: Versioned) => call<void>({ method: 'DELETE', path: at(id), ifMatch: version });
export const tryMapping = (id: string, body: TryRoleMappingBody) => call<TriedRoleMapping>({ method: 'POST', path: `${at(id)}/test-mapping`, body });
