import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dueInMonth } from '../../features/calendar/calendar.api.ts';
import { CalendarSearch } from '../../features/calendar/calendar-search.ts';
import { monthOf } from '../../features/calendar/month.calc.ts';
import { complianceMatrix } from '../../features/compliance/compliance.api.ts';
import { ComplianceSearch } from '../../features/compliance/compliance-search.ts';
import { currentObligations, deadline, deadlinesSummary, firstDeadlines } from '../../features/deadlines/deadlines.api.ts';
import { DeadlinesSearch } from '../../features/deadlines/deadlines-search.ts';
import { obligationPacks } from '../../features/obligations/obligations.api.ts';
import { ObligationsSearch } from '../../features/obligations/obligations-search.ts';
import { todayHere } from '../../lib/today.ts';
import { inside } from '../inside.ts';

const deadlines = createRoute({
  getParentRoute: () => inside,
  path: '/deadlines',
  validateSearch: DeadlinesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstDeadlines(deps));
    void queryClient.prefetchQuery(deadlinesSummary(deps));
    void queryClient.prefetchQuery(currentObligations());
  },
  component: lazyRouteComponent(() => import('../../features/deadlines/deadlines-page.tsx'), 'DeadlinesPage'),
});

const oneDeadline = createRoute({
  getParentRoute: () => inside,
  path: '/deadlines/$deadlineId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(deadline(params.deadlineId));
  },
  component: lazyRouteComponent(() => import('../../features/deadlines/deadline-page.tsx'), 'DeadlinePage'),
});

const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/calendar',
  validateSearch: CalendarSearch,
  loaderDeps: ({ search: { month, authority } }) => ({ month, authority }),
  loader: ({ context: { queryClient }, deps: { month = monthOf(todayHere()), authority } }) => {
    void queryClient.prefetchQuery(dueInMonth(month, authority));
  },
  component: lazyRouteComponent(() => import('../../features/calendar/calendar-page.tsx'), 'CalendarPage'),
});

const compliance = createRoute({
  getParentRoute: () => inside,
  path: '/compliance',
  validateSearch: ComplianceSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(complianceMatrix(deps));
  },
  component: lazyRouteComponent(() => import('../../features/compliance/compliance-page.tsx'), 'CompliancePage'),
});

const obligations = createRoute({
  getParentRoute: () => inside,
  path: '/obligations',
  validateSearch: ObligationsSearch,
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(obligationPacks());
  },
  component: lazyRouteComponent(() => import('../../features/obligations/obligations-page.tsx'), 'ObligationsPage'),
});

export const complianceRoutes = [deadlines, oneDeadline, calendar, compliance, obligations] as const;
