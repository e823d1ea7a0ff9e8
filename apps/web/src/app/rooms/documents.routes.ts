import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { DocumentTemplatesSearch } from '../../features/document-templates/document-templates-search.ts';
import { DocumentsSearch } from '../../features/documents/documents-search.ts';
import { inside } from '../inside.ts';

// What these rooms read is told with their code: who never goes there does not load it.
const documents = createRoute({
  getParentRoute: () => inside,
  path: '/documents',
  validateSearch: DocumentsSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps }) => {
    const { documentCounts, firstDocuments } = await import('../../features/documents/documents.api.ts');
    void queryClient.prefetchInfiniteQuery(firstDocuments(deps));
    void queryClient.prefetchQuery(documentCounts(undefined));
  },
  component: lazyRouteComponent(() => import('../../features/documents/documents-page.tsx'), 'DocumentsPage'),
});

const document = createRoute({
  getParentRoute: () => inside,
  path: '/documents/$documentId',
  loader: async ({ context: { queryClient }, params: { documentId } }) => {
    const { documentRead, versionsOf } = await import('../../features/documents/documents.api.ts');
    void queryClient.prefetchQuery(documentRead(documentId));
    void queryClient.prefetchQuery(versionsOf(documentId));
  },
  component: lazyRouteComponent(() => import('../../features/documents/document-page.tsx'), 'DocumentPage'),
});

const workflowDocuments = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/$workflowId/documents',
  loader: async ({ context: { queryClient }, params: { workflowId } }) => {
    const { packedWorkflow, packsOf, submittable } = await import('../../features/submission-packs/submission-packs.api.ts');
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
  loader: async ({ context: { queryClient } }) => {
    const { documentTemplates: list } = await import('../../features/document-templates/document-templates.api.ts');
    void queryClient.prefetchQuery(list());
  },
  component: lazyRouteComponent(() => import('../../features/document-templates/templates-page.tsx'), 'DocumentTemplatesPage'),
});

export const documentsRoutes = [documents, document, workflowDocuments, documentTemplates] as const;
