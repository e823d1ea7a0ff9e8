import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CompleteDeadlineBody, CompletedDeadline, DeadlinePage, DeadlineSummary, DeadlineView, ObligationPack, ObligationPackList, Page, PlantView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { deadlinesQuery, type DeadlinesSearch } from './deadlines-search.ts';

const path = '/workflows/deadlines';
const pageSize = 100;

/** The deadlines of a search, page by page as they are scrolled to. */
export const firstDeadlines = (search: DeadlinesSearch) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'deadlines', 'list', deadlinesQuery(search)],
    queryFn: ({ pageParam, signal }) => call<DeadlinePage>({ path, query: { ...deadlinesQuery(search), limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const deadlinesSummary = ({ plantId, authority }: Pick<DeadlinesSearch, 'plantId' | 'authority'>) =>
  queryOptions({ queryKey: ['workflows', 'deadlines', 'summary', { plantId, authority }], queryFn: ({ signal }) => call<DeadlineSummary>({ path: `${path}/summary`, query: { plantId, authority }, signal }) });

export const deadline = (id: string) => queryOptions({ queryKey: ['workflows', 'deadlines', 'one', id], queryFn: ({ signal }) => call<DeadlineView>({ path: `${path}/${encodeURIComponent(id)}`, signal }) });

/** Every occurrence of an obligation of a plant that there was, the last to fall due first. */
export const occurrences = (plantId: string, obligation: string) =>
  queryOptions({
    queryKey: ['workflows', 'deadlines', 'occurrences', plantId, obligation],
    queryFn: async ({ signal }) => (await call<DeadlinePage>({ path, query: { plantId, obligation, limit: 100 }, signal })).items.reverse(),
  });

export const completeDeadline = ({ id, version }: Pick<DeadlineView, 'id' | 'version'>, body: CompleteDeadlineBody) =>
  call<CompletedDeadline>({ method: 'POST', path: `${path}/${id}/complete`, body, ifMatch: version });

/** The obligations that deadlines are opened by today. */
export const currentObligations = () =>
  queryOptions({
    queryKey: ['workflows', 'obligation-packs', 'current-obligations'],
    queryFn: async ({ signal }) => {
      const { items } = await call<ObligationPackList>({ path: '/workflows/obligation-packs', signal });
      const packs = await Promise.all(items.filter(({ current }) => current).map(({ id }) => call<ObligationPack>({ path: `/workflows/obligation-packs/${id}`, signal })));
      return packs.flatMap(({ obligations }) => obligations.map(({ code, title, authority }) => ({ code, title, authority })));
    },
    staleTime: 60 * 60_000,
  });

export const plantsLike = (text: string) =>
  queryOptions({ queryKey: ['assets', 'plants', 'like', text], queryFn: async ({ signal }) => (await call<Page<PlantView>>({ path: '/assets/plants', query: { text, limit: 20 }, signal })).items });

export const plantById = (id: string) => queryOptions({ queryKey: ['assets', 'plants', 'by-id', id], queryFn: ({ signal }) => call<PlantView>({ path: `/assets/plants/${id}`, signal }) });
