import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ProfileSearch } from '../../features/profile/profile-search.ts';
import { ownFactors } from '../../lib/account.ts';
import { inside } from '../inside.ts';

const profile = createRoute({
  getParentRoute: () => inside,
  path: '/profile',
  validateSearch: ProfileSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps: { section } }) => {
    if (section === 'security') void queryClient.prefetchQuery(ownFactors());
  },
  component: lazyRouteComponent(() => import('../../features/profile/profile-page.tsx'), 'ProfilePage'),
});

export const profileRoutes = [profile] as const;
