import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DisposalListPage, DisposalListView, DocumentTombstonePage, RetentionScheduleList, RetentionScheduleView, SetRetentionScheduleBody } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const lists = '/workflows/disposal-lists';
export const schedulesPath = '/workflows/retention-schedules';
const pageSize = 50;
type Versioned = Pick<DisposalListView, 'id' | 'version'>;

export const schedules = () => queryOptions({ queryKey: ['workflows', 'retention-schedules'], queryFn: ({ signal }) => call<RetentionScheduleList>({ path: schedulesPath, signal }) });
export const disposalLists = () =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'disposal-lists', 'list'],
    queryFn: ({ pageParam, signal }) => call<DisposalListPage>({ path: lists, query: { limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
export const disposalList = (id: string) => queryOptions({ queryKey: ['workflows', 'disposal-lists', id], queryFn: ({ signal }) => call<DisposalListView>({ path: `${lists}/${id}`, signal }) });
export const tombstones = () =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'document-tombstones'],
    queryFn: ({ pageParam, signal }) => call<DocumentTombstonePage>({ path: '/workflows/document-tombstones', query: { limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const setSchedule = ({ category, version }: RetentionScheduleView, body: SetRetentionScheduleBody) => call<RetentionScheduleView>({ method: 'PUT', path: `${schedulesPath}/${category}`, ifMatch: version, body });
export const drawUpList = (reason: string) => call<DisposalListView>({ method: 'POST', path: lists, body: { reason } });
export const decideList = ({ id, version }: Versioned, decision: 'approve' | 'withdraw') => call<DisposalListView>({ method: 'POST', path: `${lists}/${id}/${decision}`, ifMatch: version, body: {} });
