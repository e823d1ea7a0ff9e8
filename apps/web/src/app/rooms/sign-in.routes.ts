import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { resumeSession } from '../../lib/session.ts';
import { root } from '../inside.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
  beforeLoad: async () => {
    const standing = await resumeSession();
    if (standing.state === 'signed-in' && !standing.session.passwordChangeRequired) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('../../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** In front of the door. */
export const signInRoutes = [signIn] as const;
