import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboard, myNextTasks, nextDeadlines, portfolioSummary } from '../../features/home/home.api.ts';
import { inside } from '../inside.ts';

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(dashboard());
    void queryClient.prefetchQuery(portfolioSummary());
    void queryClient.prefetchQuery(nextDeadlines());
    void queryClient.prefetchQuery(myNextTasks());
  },
  component: lazyRouteComponent(() => import('../../features/home/home-page.tsx'), 'HomePage'),
});

export const homeRoutes = [home] as const;
