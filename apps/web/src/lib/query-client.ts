import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './problem.ts';

/** What was read stays fresh for half a minute, or until an event tells that it changed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 5 * 60_000, retry: (count, error) => count < 2 && isPassing(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
