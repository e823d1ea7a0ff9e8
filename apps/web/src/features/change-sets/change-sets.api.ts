import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ChangeSetStatus, type ChangeSetSummary, type ChangeSetView, type Page } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const path = '/assets/change-sets';
export type Decision = 'approve' | 'reject' | 'withdraw';

/** Those that wait, where nothing else is said. */
export const ChangeSetsSearch = z.object({ status: z.union([ChangeSetStatus, z.literal('all')]).optional().catch(undefined) });
export type ChangeSetsSearch = z.infer<typeof ChangeSetsSearch>;

export const changeSetsQuery = ({ status = 'proposed' }: ChangeSetsSearch) => (status === 'all' ? {} : { status });

export const changeSets = (search: ChangeSetsSearch) =>
  infiniteQueryOptions({
    queryKey: ['assets', 'change-sets', 'list', changeSetsQuery(search)],
    queryFn: ({ pageParam, signal }) => call<Page<ChangeSetSummary>>({ path, query: { ...changeSetsQuery(search), limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const changeSet = (id: string) => queryOptions({ queryKey: ['assets', 'change-sets', 'one', id], queryFn: ({ signal }) => call<ChangeSetView>({ path: `${path}/${id}`, signal }) });

export const decide = (id: string, decision: Decision, reason: string) =>
  call<ChangeSetView>({ method: 'POST', path: `${path}/${id}/${decision}`, body: reason.trim() === '' ? {} : { reason: reason.trim() } });
