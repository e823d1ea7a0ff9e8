import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DocumentPage, MissingDocumentList } from '@kairos/contracts';
import { call } from '../lib/session.ts';

const pageSize = 50;

/** What is filed for a plant or a practice, with all that belongs to it. */
export type DocumentsOf = { plantId: string } | { workflowId: string };

export const documentsOf = (of: DocumentsOf) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'documents', 'of', of],
    queryFn: ({ pageParam, signal }) => call<DocumentPage>({ path: '/workflows/documents', query: { ...of, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const missingDocuments = (plantId: string) =>
  queryOptions({ queryKey: ['workflows', 'plants', plantId, 'missing-documents'], queryFn: ({ signal }) => call<MissingDocumentList>({ path: `/workflows/plants/${plantId}/missing-documents`, signal }) });
