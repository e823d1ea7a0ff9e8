import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DocumentPage, MissingDocumentList } from '@kairos/contracts';
import { call } from '../lib/session.ts';

const pageSize = 50;

/** What is filed for a plant, its practices, tasks and deadlines. */
export const documentsOf = (plantId: string) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'documents', 'of', plantId],
    queryFn: ({ pageParam, signal }) => call<DocumentPage>({ path: '/workflows/documents', query: { plantId, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const missingDocuments = (plantId: string) =>
  queryOptions({ queryKey: ['workflows', 'plants', plantId, 'missing-documents'], queryFn: ({ signal }) => call<MissingDocumentList>({ path: `/workflows/plants/${plantId}/missing-documents`, signal }) });
