import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { auditRecords } from '../../features/audit/audit.api.ts';
import { AuditSearch } from '../../features/audit/audit-search.ts';
import { EventsSearch } from '../../features/events/events-search.ts';
import { UnconsumedSearch } from '../../features/events/unconsumed-search.ts';
import { platformHealth } from '../../features/health/health.api.ts';
import { mfaPolicy, organisation } from '../../features/organisation/organisation.api.ts';
import { roleRead } from '../../features/roles/roles.api.ts';
import { ExplainSearch, RolesSearch } from '../../features/roles/roles-search.ts';
import { settingsRead } from '../../features/settings/settings.api.ts';
import { invitationsFound, userRead, usersFound } from '../../features/users/users.api.ts';
import { InvitationsSearch, UsersSearch } from '../../features/users/users-search.ts';
import { permissionsOf } from '../../lib/account.ts';
import { allRoles } from '../../vocabulary/roles.api.ts';
import { inside } from '../inside.ts';

const users = createRoute({
  getParentRoute: () => inside,
  path: '/users',
  validateSearch: UsersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(usersFound(deps));
  },
  component: lazyRouteComponent(() => import('../../features/users/users-page.tsx'), 'UsersPage'),
});

const user = createRoute({
  getParentRoute: () => inside,
  path: '/users/$userId',
  loader: ({ context: { queryClient }, params: { userId } }) => {
    void queryClient.prefetchQuery(userRead(userId));
    void queryClient.prefetchQuery(allRoles());
  },
  component: lazyRouteComponent(() => import('../../features/users/user-page.tsx'), 'UserPage'),
});

const invitations = createRoute({
  getParentRoute: () => inside,
  path: '/invitations',
  validateSearch: InvitationsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(invitationsFound(deps));
  },
  component: lazyRouteComponent(() => import('../../features/users/invitations-page.tsx'), 'InvitationsPage'),
});

const roles = createRoute({
  getParentRoute: () => inside,
  path: '/roles',
  validateSearch: RolesSearch,
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(allRoles());
  },
  component: lazyRouteComponent(() => import('../../features/roles/roles-page.tsx'), 'RolesPage'),
});

const role = createRoute({
  getParentRoute: () => inside,
  path: '/roles/$roleId',
  loader: ({ context: { queryClient }, params: { roleId } }) => {
    void queryClient.prefetchQuery(roleRead(roleId));
  },
  component: lazyRouteComponent(() => import('../../features/roles/role-page.tsx'), 'RolePage'),
});

const explain = createRoute({
  getParentRoute: () => inside,
  path: '/roles/explain',
  validateSearch: ExplainSearch,
  component: lazyRouteComponent(() => import('../../features/roles/explain-page.tsx'), 'ExplainPage'),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: AuditSearch,
  loaderDeps: ({ search: { record: _, ...filter } }) => filter,
  loader: async ({ context: { queryClient }, deps }) => {
    // Days begin and end where the account keeps its time.
    if (deps.from ?? deps.until) await permissionsOf(queryClient);
    void queryClient.prefetchInfiniteQuery(auditRecords(deps));
  },
  component: lazyRouteComponent(() => import('../../features/audit/audit-page.tsx'), 'AuditPage'),
});

const verify = createRoute({
  getParentRoute: () => inside,
  path: '/audit/verify',
  component: lazyRouteComponent(() => import('../../features/audit/verify-page.tsx'), 'VerifyPage'),
});

const organisationRoom = createRoute({
  getParentRoute: () => inside,
  path: '/organisation',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(organisation());
    void queryClient.prefetchQuery(mfaPolicy());
  },
  component: lazyRouteComponent(() => import('../../features/organisation/organisation-page.tsx'), 'OrganisationPage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(settingsRead());
  },
  component: lazyRouteComponent(() => import('../../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const health = createRoute({
  getParentRoute: () => inside,
  path: '/health',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(platformHealth());
  },
  component: lazyRouteComponent(() => import('../../features/health/health-page.tsx'), 'HealthPage'),
});

const events = createRoute({
  getParentRoute: () => inside,
  path: '/events',
  validateSearch: EventsSearch,
  component: lazyRouteComponent(() => import('../../features/events/events-page.tsx'), 'EventsPage'),
});

const unconsumed = createRoute({
  getParentRoute: () => inside,
  path: '/events/unconsumed',
  validateSearch: UnconsumedSearch,
  loaderDeps: ({ search: { state, service } }) => ({ state, service }),
  loader: async ({ context: { queryClient }, deps }) => {
    const { deadLettersFound } = await import('../../features/events/dead-letters.api.ts');
    void queryClient.prefetchInfiniteQuery(deadLettersFound(deps));
  },
  component: lazyRouteComponent(() => import('../../features/events/unconsumed-page.tsx'), 'UnconsumedPage'),
});

export const administrationRoutes = [users, user, invitations, roles, role, explain, audit, verify, organisationRoom, settings, health, events, unconsumed] as const;
