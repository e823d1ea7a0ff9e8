import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DocumentPage, DocumentSummary, MakeSubmissionPackBody, SubmissionPackPage, WorkflowDetail } from '@kairos/contracts';
import type { ApiRequest } from '../../lib/http.ts';
import { call } from '../../lib/session.ts';

const pageSize = 200;
const few = 20;
const at = (workflowId: string) => `/workflows/workflows/${workflowId}`;

export const packedWorkflow = (workflowId: string) => queryOptions({ queryKey: ['workflows', 'workflows', workflowId], queryFn: ({ signal }) => call<WorkflowDetail>({ path: at(workflowId), signal }) });

/** All that can be put into a pack: what is archived stays out. */
export const submittable = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', 'documents', 'submittable', workflowId],
    queryFn: async ({ signal }) => {
      const documents: DocumentSummary[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: DocumentPage = await call<DocumentPage>({ path: '/workflows/documents', query: { workflowId, limit: pageSize, cursor }, signal });
        documents.push(...page.items.filter(({ archivedAt }) => archivedAt === null));
        cursor = page.nextCursor;
      }
      return documents;
    },
  });

export const packsOf = (workflowId: string) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'submission-packs', workflowId],
    queryFn: ({ pageParam, signal }) => call<SubmissionPackPage>({ path: `${at(workflowId)}/submission-packs`, query: { limit: few, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const packRequest = (workflowId: string, body: Partial<MakeSubmissionPackBody>, signal: AbortSignal): ApiRequest => ({ method: 'POST', path: `${at(workflowId)}/submission-pack`, body, signal });
export const manifestOf = (packId: string): string => `/workflows/submission-packs/${packId}/manifest`;
