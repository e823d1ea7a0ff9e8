import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ImportJobSummary, Page } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import type { ImportsSearch } from './imports-search.ts';

const pageSize = 100;

/** The imports of a search, the newest first, page by page as they are scrolled to. */
export const firstImports = (search: ImportsSearch) =>
  infiniteQueryOptions({
    queryKey: ['intake', 'import-jobs', 'list', search],
    queryFn: ({ pageParam, signal }) => call<Page<ImportJobSummary>>({ path: '/intake/import-jobs', query: { ...search, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
