import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { resumeSession } from '../../lib/session.ts';
import { inside, root } from '../inside.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().optional().catch(undefined), refused: z.string().optional().catch(undefined) }),
  beforeLoad: async () => {
    const standing = await resumeSession();
    if (standing.state === 'signed-in' && !standing.session.passwordChangeRequired) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('../../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/password-resets',
  component: lazyRouteComponent(() => import('../../features/sign-in/forgotten-page.tsx'), 'ForgottenPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/password-resets/complete',
  component: lazyRouteComponent(() => import('../../features/sign-in/reset-page.tsx'), 'ResetPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/accept',
  component: lazyRouteComponent(() => import('../../features/sign-in/invitation-page.tsx'), 'InvitationPage'),
});

/** For who is signed in: an address is confirmed for the account that asked for it. */
export const confirmEmail = createRoute({
  getParentRoute: () => inside,
  path: '/email-verifications/complete',
  component: lazyRouteComponent(() => import('../../features/sign-in/confirm-email-page.tsx'), 'ConfirmEmailPage'),
});

/** In front of the door. */
export const signInRoutes = [signIn, forgotten, reset, invitation] as const;
