import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { me } from '../lib/account.ts';
import { resumeSession } from '../lib/session.ts';
import { Root } from './root.tsx';

/** What a route reads begins to load with its code: nothing waits for a component to ask. */
export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root });

/** Everything behind the door. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const standing = await resumeSession();
    if (standing.state !== 'signed-in' || standing.session.passwordChangeRequired) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    if (standing.session.secondFactorRequired && location.pathname !== '/profile') throw redirect({ to: '/profile', search: { section: 'security' } });
    void context.queryClient.prefetchQuery(me());
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
});
