import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { serviceNames, type DeadLetterDetail, type DeadLetterPage, type DeadLetterView, type ServiceName } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { mergePages, type Cursors, type MergedPage } from './merge-pages.calc.ts';
import type { UnconsumedSearch } from './unconsumed-search.ts';

const pageSize = 100;
/** Dead letters have no events of their own; what waits is looked after. */
const watchedEveryMs = 15_000;
export const deadLetterKeys = ['platform', 'dead-letters'];
const pathOf = (service: string, id: string) => `/${service}/dead-letters/${id}`;

export function unconsumedQuery({ state }: UnconsumedSearch) {
  return { state: state === 'all' ? undefined : (state ?? 'waiting') };
}

/** The dead letters of all services, or of one; those that do not answer are named. */
export const deadLettersFound = (search: UnconsumedSearch) =>
  infiniteQueryOptions({
    queryKey: [...deadLetterKeys, 'list', unconsumedQuery(search), search.service ?? 'all'],
    queryFn: async ({ pageParam, signal }): Promise<MergedPage> => {
      const asked = serviceNames.filter((name) => (search.service ?? name) === name && pageParam[name] !== null);
      const read = (name: ServiceName) => call<DeadLetterPage>({ path: `/${name}/dead-letters`, query: { ...unconsumedQuery(search), limit: pageSize, cursor: pageParam[name] }, signal });
      return mergePages(asked, await Promise.allSettled(asked.map(read)));
    },
    initialPageParam: {} as Cursors,
    getNextPageParam: ({ cursors }) => (Object.values(cursors).some((cursor) => cursor !== null) ? cursors : undefined),
    refetchInterval: watchedEveryMs,
  });

export const deadLetter = (service: string, id: string) => queryOptions({ queryKey: [...deadLetterKeys, service, id], queryFn: ({ signal }) => call<DeadLetterDetail>({ path: pathOf(service, id), signal }) });

export const replayDeadLetter = ({ service, id }: DeadLetterView) => call<DeadLetterView>({ method: 'POST', path: `${pathOf(service, id)}/replay`, body: {} });
export const discardDeadLetter = ({ service, id }: DeadLetterView) => call<void>({ method: 'POST', path: `${pathOf(service, id)}/discard`, body: {} });
