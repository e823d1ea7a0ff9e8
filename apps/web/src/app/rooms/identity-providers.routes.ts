import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../inside.ts';

const identityProviders = createRoute({
  getParentRoute: () => inside,
  path: '/identity-providers',
  loader: async ({ context: { queryClient } }) => {
    const { identityProviders: read } = await import('../../features/identity-providers/identity-providers.api.ts');
    void queryClient.prefetchQuery(read());
  },
  component: lazyRouteComponent(() => import('../../features/identity-providers/identity-providers-page.tsx'), 'IdentityProvidersPage'),
});

const newProvider = createRoute({
  getParentRoute: () => inside,
  path: '/identity-providers/new',
  component: lazyRouteComponent(() => import('../../features/identity-providers/new-provider-page.tsx'), 'NewProviderPage'),
});

const identityProvider = createRoute({
  getParentRoute: () => inside,
  path: '/identity-providers/$identityProviderId',
  loader: async ({ context: { queryClient }, params: { identityProviderId: id } }) => {
    const { identityProvider: read } = await import('../../features/identity-providers/identity-providers.api.ts');
    void queryClient.prefetchQuery(read(id));
  },
  component: lazyRouteComponent(() => import('../../features/identity-providers/identity-provider-page.tsx'), 'IdentityProviderPage'),
});

export const identityProvidersRoutes = [identityProviders, newProvider, identityProvider] as const;
