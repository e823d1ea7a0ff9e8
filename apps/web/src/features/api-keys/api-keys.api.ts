import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ApiKeyPage, ApiKeyView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { apiKeysQuery, type ApiKeysSearch } from './api-keys-search.ts';

export const keysPath = '/identity/api-keys';

export const apiKeysFound = (search: ApiKeysSearch) =>
  infiniteQueryOptions({
    queryKey: ['identity', 'api-keys', 'list', apiKeysQuery(search)],
    queryFn: ({ pageParam, signal }) => call<ApiKeyPage>({ path: keysPath, query: { ...apiKeysQuery(search), limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const apiKeyRead = (id: string) => queryOptions({ queryKey: ['identity', 'api-keys', id], queryFn: ({ signal }) => call<ApiKeyView>({ path: `${keysPath}/${id}`, signal }) });
export const takeOverKey = ({ id, version }: ApiKeyView) => call<ApiKeyView>({ method: 'POST', path: `${keysPath}/${id}/take-over`, ifMatch: version });
