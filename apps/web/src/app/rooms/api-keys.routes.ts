import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ApiKeysSearch } from '../../features/api-keys/api-keys-search.ts';
import { inside } from '../inside.ts';

const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: '/api-keys',
  validateSearch: ApiKeysSearch,
  loaderDeps: ({ search: { key: _, ...filter } }) => filter,
  loader: async ({ context: { queryClient }, deps }) => {
    const { apiKeysFound } = await import('../../features/api-keys/api-keys.api.ts');
    void queryClient.prefetchInfiniteQuery(apiKeysFound(deps));
  },
  component: lazyRouteComponent(() => import('../../features/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});

export const apiKeysRoutes = [apiKeys] as const;
