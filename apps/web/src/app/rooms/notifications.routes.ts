import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NotificationsSearch } from '../../features/notifications/notifications-search.ts';
import { inside } from '../inside.ts';

const notifications = createRoute({
  getParentRoute: () => inside,
  path: '/notifications',
  validateSearch: NotificationsSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps }) => {
    const { notificationsFound } = await import('../../features/notifications/notifications.api.ts');
    void queryClient.prefetchInfiniteQuery(notificationsFound(deps));
  },
  component: lazyRouteComponent(() => import('../../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

export const notificationsRoutes = [notifications] as const;
