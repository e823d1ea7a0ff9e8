import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { RetentionSearch } from '../../features/retention/retention-search.ts';
import { inside } from '../inside.ts';

const retention = createRoute({
  getParentRoute: () => inside,
  path: '/retention',
  validateSearch: RetentionSearch,
  loader: async ({ context: { queryClient } }) => {
    const { schedules } = await import('../../features/retention/retention.api.ts');
    void queryClient.prefetchQuery(schedules());
  },
  component: lazyRouteComponent(() => import('../../features/retention/retention-page.tsx'), 'RetentionPage'),
});

export const retentionRoutes = [retention] as const;
