import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { documentCounts, documentRead, firstDocuments, versionsOf } from '../../features/documents/documents.api.ts';
import { DocumentsSearch } from '../../features/documents/documents-search.ts';
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

export const documentsRoutes = [documents, document] as const;
