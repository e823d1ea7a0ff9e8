import { createRouter } from '@tanstack/react-router';
import { queryClient } from '../lib/query-client.ts';
import { routeTree } from './routes.ts';
import { NotFoundPage, PendingPage, RefusedPage } from './pages.tsx';

/** Every value stands in the address as it is read by a person: `?type=Wind&sort=-capacityKw`. */
const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

function stringifySearch(search: Record<string, unknown>): string {
  const said = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === null || value === '' ? [] : [[name, String(value)]]));
  const text = new URLSearchParams(said).toString();
  return text === '' ? '' : `?${text}`;
}

export const router = createRouter({
  routeTree,
  context: { queryClient },
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: RefusedPage,
  defaultNotFoundComponent: NotFoundPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
