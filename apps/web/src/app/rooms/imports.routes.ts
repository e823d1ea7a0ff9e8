import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { importJob, importRow } from '../../features/import/import.api.ts';
import { ImportSearch } from '../../features/import/import-search.ts';
import { firstImports } from '../../features/imports/imports.api.ts';
import { ImportsSearch } from '../../features/imports/imports-search.ts';
import { proposal, recentFiles, sourceFile } from '../../features/new-import/new-import.api.ts';
import { NewImportSearch } from '../../features/new-import/new-import-search.ts';
import { inside } from '../inside.ts';

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  validateSearch: ImportsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstImports(deps));
  },
  component: lazyRouteComponent(() => import('../../features/imports/imports-page.tsx'), 'ImportsPage'),
});

const newImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/new',
  validateSearch: NewImportSearch,
  loaderDeps: ({ search: { file, target } }) => ({ file, target }),
  loader: ({ context: { queryClient }, deps: { file, target } }) => {
    void (file === undefined ? queryClient.prefetchQuery(recentFiles()) : queryClient.prefetchQuery(sourceFile(file)));
    if (file !== undefined && target !== undefined) void queryClient.prefetchQuery(proposal(file, target, {}));
  },
  component: lazyRouteComponent(() => import('../../features/new-import/new-import-page.tsx'), 'NewImportPage'),
});

const oneImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/$importJobId',
  validateSearch: ImportSearch,
  loaderDeps: ({ search: { row } }) => ({ row }),
  loader: ({ context: { queryClient }, params: { importJobId }, deps: { row } }) => {
    void queryClient.prefetchQuery(importJob(importJobId));
    if (row !== undefined) void queryClient.prefetchQuery(importRow(importJobId, row));
  },
  component: lazyRouteComponent(() => import('../../features/import/import-page.tsx'), 'ImportPage'),
});

export const importsRoutes = [imports, newImport, oneImport] as const;
