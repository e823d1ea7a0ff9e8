import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ChangeRecipeTemplateBody, Page, PublishRecipeTemplateBody, RecipeSummary, RecipeTemplatePage, RecipeTemplateShares, RecipeTemplateShareView, RecipeTemplateView, RecipeTestReport, RecipeView, ShareRecipeTemplateBody, UseRecipeTemplateBody } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import type { RecipesSearch, TemplatesSearch } from './recipes-search.ts';

const pageSize = 100;
const onward = { initialPageParam: undefined as string | undefined, getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined };

export const firstRecipes = (search: RecipesSearch) =>
  infiniteQueryOptions({
    queryKey: ['intake', 'recipes', 'pages', search],
    queryFn: ({ pageParam, signal }) => call<Page<RecipeSummary>>({ path: '/intake/recipes', query: { ...search, limit: pageSize, cursor: pageParam }, signal }),
    ...onward,
  });

export const recipeAddress = (name: string, version: number | undefined) => `/intake/recipes/${name}${version === undefined ? '' : `/versions/${version}`}`;

export const recipe = (name: string, version?: number) =>
  queryOptions({ queryKey: ['intake', 'recipes', 'one', name, version ?? 'newest'], queryFn: ({ signal }) => call<RecipeView>({ path: recipeAddress(name, version), signal }) });

export const testRecipe = (name: string, version: number) => call<RecipeTestReport>({ method: 'POST', path: `${recipeAddress(name, version)}/test` });

export const templateKeys = ['intake', 'recipe-templates'];
export const templateAddress = (id: string) => `/intake/recipe-templates/${id}`;

export const firstTemplates = (search: TemplatesSearch) =>
  infiniteQueryOptions({
    queryKey: ['intake', 'recipe-templates', 'pages', search],
    queryFn: ({ pageParam, signal }) => call<RecipeTemplatePage>({ path: '/intake/recipe-templates', query: { ...search, limit: pageSize, cursor: pageParam }, signal }),
    ...onward,
  });

export const recipeTemplate = (id: string) =>
  queryOptions({ queryKey: ['intake', 'recipe-templates', 'one', id], queryFn: ({ signal }) => call<RecipeTemplateView>({ path: `/intake/recipe-templates/${id}`, signal }) });

export const takeTemplate = (id: string, body: UseRecipeTemplateBody) => call<RecipeView>({ method: 'POST', path: `/intake/recipe-templates/${id}/use`, body });
export const publishTemplate = (body: PublishRecipeTemplateBody) => call<RecipeTemplateView>({ method: 'POST', path: '/intake/recipe-templates', body });
export const withdrawTemplate = (id: string) => call<void>({ method: 'DELETE', path: `/intake/recipe-templates/${id}` });
export const changeTemplate = ({ id, version }: Pick<RecipeTemplateView, 'id' | 'version'>, body: ChangeRecipeTemplateBody) => call<RecipeTemplateView>({ method: 'PUT', path: templateAddress(id), ifMatch: version, body });

const sharesAddress = (id: string) => `${templateAddress(id)}/shares`;
export const templateShares = (id: string) => queryOptions({ queryKey: [...templateKeys, 'shares', id], queryFn: ({ signal }) => call<RecipeTemplateShares>({ path: sharesAddress(id), signal }) });
export const shareTemplate = (id: string, body: ShareRecipeTemplateBody) => call<RecipeTemplateShareView>({ method: 'POST', path: sharesAddress(id), body });
export const endShare = (id: string, shareId: string) => call<void>({ method: 'DELETE', path: `${sharesAddress(id)}/${shareId}` });
