import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { changeSet as changeSetOf, changeSets as changeSetsOf, ChangeSetsSearch } from '../../features/change-sets/change-sets.api.ts';
import { inside } from '../inside.ts';

const changeSets = createRoute({
  getParentRoute: () => inside,
  path: '/change-sets',
  validateSearch: ChangeSetsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(changeSetsOf(deps));
  },
  component: lazyRouteComponent(() => import('../../features/change-sets/change-sets-page.tsx'), 'ChangeSetsPage'),
});

const changeSet = createRoute({
  getParentRoute: () => inside,
  path: '/change-sets/$changeSetId',
  loader: ({ context: { queryClient }, params: { changeSetId } }) => {
    void queryClient.prefetchQuery(changeSetOf(changeSetId));
  },
  component: lazyRouteComponent(() => import('../../features/change-sets/change-set-page.tsx'), 'ChangeSetPage'),
});

export const changeSetsRoutes = [changeSets, changeSet] as const;
