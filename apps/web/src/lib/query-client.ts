import { QueryClient, type Query } from '@tanstack/react-query';
import { isPassing } from './problem.ts';

/** A list that somebody has gone on in: all its pages would be read again, one after the other. Events tell when it changed. */
function isBeyondItsFirstPage({ state: { data } }: Pick<Query, 'state'>): boolean {
  return ((data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) > 1;
}

/** What was read stays fresh for half a minute, or until an event tells that it changed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 5 * 60_000, retry: (count, error) => count < 2 && isPassing(error), refetchOnWindowFocus: (query) => !isBeyondItsFirstPage(query) },
    mutations: { retry: false },
  },
});
