import { queryOptions } from '@tanstack/react-query';
import { serviceNames, type AuditSummary, type DeadLetterPage, type ImportJobSummary, type Page, type PlatformHealthView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

/** What was done within a day, and how it ended. */
export const auditOfDay = () => queryOptions({ queryKey: ['identity', 'audit', 'day'], queryFn: ({ signal }) => call<AuditSummary>({ path: '/identity/audit-records/summary', query: { hours: 24 }, signal }) });

const most = 100;

/** How many events wait that could not be consumed, up to so many of each service. */
export const eventsWaiting = () =>
  queryOptions({
    queryKey: ['platform', 'dead-letters', 'waiting'],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(serviceNames.map((service) => call<DeadLetterPage>({ path: `/${service}/dead-letters`, query: { state: 'waiting', limit: most }, signal })));
      return { count: pages.reduce((sum, { items }) => sum + items.length, 0), complete: pages.every(({ nextCursor }) => nextCursor === null) };
    },
  });

export const healthNow = () => queryOptions({ queryKey: ['platform', 'health'], queryFn: ({ signal }) => call<PlatformHealthView>({ path: '/healthz/details', signal }) });

export const failedImports = () => queryOptions({ queryKey: ['intake', 'import-jobs', 'failed'], queryFn: ({ signal }) => call<Page<ImportJobSummary>>({ path: '/intake/import-jobs', query: { status: 'failed', limit: 5 }, signal }) });
