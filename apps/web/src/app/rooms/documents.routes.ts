import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { documentCounts, documentRead, firstDocuments, versionsOf } from '../../features/documents/documents.api.ts';
import { DocumentsSearch } from '../../features/documents/documents-search.ts';
import { documentTemplates as documentTemplatesOf } from '../../features/document-templates/document-templates.api.ts';
import { DocumentTemplatesSearch } from '../../features/document-templates/document-templates-search.ts';
import { packedWorkflow, packsOf, submittable } from '../../features/submission-packs/submission-packs.api.ts';
import { inside } from '../inside.ts';

const documents = createRoute({
  getParentRoute: () => inside,
  path: '/documents',
  validateSearch: DocumentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstDocuments(deps));
    void queryClient.prefetchQuery(documentCounts(undefined));
  },
  component: lazyRouteComponent(() => import('../../features/documents/documents-page.tsx'), 'DocumentsPage'),
});

const document = createRoute({
  getParentRoute: () => inside,
  path: '/documents/$documentId',
  loader: ({ context: { queryClient }, params: { documentId } }) => {
    void queryClient.prefetchQuery(documentRead(documentId));
    void queryClient.prefetchQuery(versionsOf(documentId));
  },
  component: lazyRouteComponent(() => import('../../features/documents/document-page.tsx'), 'DocumentPage'),
});

const workflowDocuments = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/$workflowId/documents',
  loader: ({ context: { queryClient }, params: { workflowId } }) => {
    void queryClient.prefetchQuery(packedWorkflow(workflowId));
    void queryClient.prefetchQuery(submittable(workflowId));
    void queryClient.prefetchInfiniteQuery(packsOf(workflowId));
  },
  component: lazyRouteComponent(() => import('../../features/submission-packs/pack-page.tsx'), 'PackPage'),
});

const documentTemplates = createRoute({
  getParentRoute: () => inside,
  path: '/document-templates',
  validateSearch: DocumentTemplatesSearch,
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(documentTemplatesOf());
  },
  component: lazyRouteComponent(() => import('../../features/document-templates/templates-page.tsx'), 'DocumentTemplatesPage'),
});

export const documentsRoutes = [documents, document, workflowDocuments, documentTemplates] as const;
