import { queryOptions } from '@tanstack/react-query';
import type { FittingRecipes, ImportJobView, NewRecipeBody, Page, RecipeParse, RecipePreview, RecipeProposal, RecipeView, SourceFileView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const few = 8;
/** A file never changes, nor what is found in it: no event makes these out of date. */
const steady = { staleTime: Infinity, retry: false } as const;

export const sourceFile = (id: string) => queryOptions({ queryKey: ['file', id], queryFn: ({ signal }) => call<SourceFileView>({ path: `/intake/source-files/${id}`, signal }), ...steady });

export const recentFiles = () =>
  queryOptions({ queryKey: ['intake', 'source-files', 'recent'], queryFn: ({ signal }) => call<Page<Omit<SourceFileView, 'sniff'>>>({ path: '/intake/source-files', query: { limit: few }, signal }) });

export const fittingRecipes = (sourceFileId: string) =>
  queryOptions({ queryKey: ['intake', 'fitting', sourceFileId], queryFn: ({ signal }) => call<FittingRecipes>({ method: 'POST', path: '/intake/recipes/fitting', body: { sourceFileId }, signal }) });

export const proposal = (sourceFileId: string, target: string, parse: Partial<RecipeParse>) =>
  queryOptions({ queryKey: ['file', sourceFileId, 'proposal', target, parse], queryFn: ({ signal }) => call<RecipeProposal>({ method: 'POST', path: '/intake/recipes/suggestions', body: { sourceFileId, target, parse }, signal }), ...steady });

export type Way = { recipe: { name: string; version?: number } } | { draft: NewRecipeBody };

export const preview = (sourceFileId: string, way: Way) =>
  queryOptions({ queryKey: ['file', sourceFileId, 'preview', way], queryFn: ({ signal }) => call<RecipePreview>({ method: 'POST', path: '/intake/recipes/preview', body: { sourceFileId, ...way }, signal }), ...steady });

export const publishRecipe = (draft: NewRecipeBody) => call<RecipeView>({ method: 'POST', path: '/intake/recipes', body: draft });

export const startImport = (body: { sourceFileId: string; recipe: { name: string; version?: number }; mode: 'plan' | 'apply' }) => call<ImportJobView>({ method: 'POST', path: '/intake/import-jobs', body });

export const giveBack = (importJobId: string, sourceFileId: string) => call<ImportJobView>({ method: 'POST', path: `/intake/import-jobs/${importJobId}/corrections`, body: { sourceFileId } });
