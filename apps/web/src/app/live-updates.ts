import type { Query } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../lib/query-client.ts';

/** What a kind of event makes out of date, by the beginning of its type: `assets.plant.updated.v1` touches what was read of assets' plants. */
const staleAfterMs = 400;

const onTheWayMs = 2000;
const longestMs = 600_000;

/** Since when what is on the page was read: what came from then on is told at once, though nobody listened yet. */
function sinceTheOldest(): number {
  const now = Date.now();
  const readAt = queryClient.getQueryCache().getAll().map(({ state }) => state.dataUpdatedAt || now);
  return Math.min(Math.max(0, now - Math.min(now, ...readAt)) + onTheWayMs, longestMs);
}

const fewPages = 4;

/** A list that somebody has scrolled far down: its pages are read one after the other, each for the cursor of the next. */
function isLong({ state: { data } }: Query): boolean {
  return ((data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) > fewPages;
}

/** What was read is read again; a long list stays as it is until somebody comes to it anew, or a hundred requests would follow every event. */
function makeStale(queryKey: string[] = []): void {
  void queryClient.invalidateQueries({ queryKey, predicate: (query) => !isLong(query) });
  void queryClient.invalidateQueries({ queryKey, predicate: isLong, refetchType: 'none' });
}

/**
 * Reads again what events say has changed. The browser connects anew by itself and says where it left off; `reset` says that
 * something was missed, so everything is read again.
 */
export function useLiveUpdates(): void {
  useEffect(() => {
    const source = new EventSource(`/api/v1/events?reachBackMs=${sinceTheOldest()}`);
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const service of waiting) makeStale([service]);
      waiting.clear();
    };
    const hear = (event: MessageEvent<string>) => {
      const { type } = JSON.parse(event.data) as { type: string };
      waiting.add(type.split('.')[0] ?? '');
      timer ??= setTimeout(refresh, staleAfterMs);
    };
    source.addEventListener('message', hear);
    source.addEventListener('reset', () => makeStale());
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, []);
}
