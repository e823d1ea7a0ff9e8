import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboard, myNextTasks, nextDeadlines, portfolioSummary, production, productionMonths } from '../../features/home/home.api.ts';
import { permissionsOf } from '../../lib/account.ts';
import { inside } from '../inside.ts';

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  loader: ({ context: { queryClient } }) => {
    void permissionsOf(queryClient).then((held) => {
      if (held.includes('workflows.workflow.read')) {
        void queryClient.prefetchQuery(dashboard());
        void queryClient.prefetchQuery(myNextTasks());
      }
      if (held.includes('assets.plant.read')) {
        void queryClient.prefetchQuery(portfolioSummary());
        if (held.includes('assets.performance.read')) {
          void queryClient.prefetchQuery(production());
          void queryClient.prefetchQuery(productionMonths());
        }
      }
      if (held.includes('workflows.deadline.read')) void queryClient.prefetchQuery(nextDeadlines());
    });
  },
  component: lazyRouteComponent(() => import('../../features/home/home-page.tsx'), 'HomePage'),
});

export const homeRoutes = [home] as const;
