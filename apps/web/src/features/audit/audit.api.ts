import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AuditRecordPage, AuditSealKeys, AuditSummary } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { currentTimeZone } from '../../lib/time-zone.ts';
import { startOfDay, startOfNextDay } from '../../lib/zoned-day.calc.ts';
import type { AuditFilter } from './audit-search.ts';

const path = '/identity/audit-records';
const summaryHours = 744;

/** The filter as the API has it: days are whole days where the reader is. */
export function auditQuery({ from, until, ...filter }: AuditFilter): Record<string, string | undefined> {
  const zone = currentTimeZone();
  return { ...filter, from: from && startOfDay(from, zone), until: until && startOfNextDay(until, zone) };
}

export const auditRecords = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['identity', 'audit', 'list', auditQuery(filter)],
    queryFn: ({ pageParam, signal }) => call<AuditRecordPage>({ path, query: { ...auditQuery(filter), limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const auditSummary = () => queryOptions({ queryKey: ['identity', 'audit', 'summary'], queryFn: ({ signal }) => call<AuditSummary>({ path: `${path}/summary`, query: { hours: summaryHours }, signal }) });

export const exportPath = `${path}/export`;

export const sealKeys = () => call<AuditSealKeys>({ path: `${path}/seal-keys` });
