import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { firstRecipes, firstTemplates, recipe, recipeTemplate } from '../../features/recipes/recipes.api.ts';
import { RecipeSearch, RecipesSearch, TemplatesSearch } from '../../features/recipes/recipes-search.ts';
import { inside } from '../inside.ts';

const recipes = createRoute({
  getParentRoute: () => inside,
  path: '/recipes',
  validateSearch: RecipesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstRecipes(deps));
  },
  component: lazyRouteComponent(() => import('../../features/recipes/recipes-page.tsx'), 'RecipesPage'),
});

const oneRecipe = createRoute({
  getParentRoute: () => inside,
  path: '/recipes/$name',
  validateSearch: RecipeSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { name }, deps: { version } }) => {
    void queryClient.prefetchQuery(recipe(name, version));
  },
  component: lazyRouteComponent(() => import('../../features/recipes/recipe-page.tsx'), 'RecipePage'),
});

const recipeTemplates = createRoute({
  getParentRoute: () => inside,
  path: '/recipe-templates',
  validateSearch: TemplatesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstTemplates(deps));
  },
  component: lazyRouteComponent(() => import('../../features/recipes/templates-page.tsx'), 'TemplatesPage'),
});

const oneTemplate = createRoute({
  getParentRoute: () => inside,
  path: '/recipe-templates/$recipeTemplateId',
  loader: ({ context: { queryClient }, params: { recipeTemplateId } }) => {
    void queryClient.prefetchQuery(recipeTemplate(recipeTemplateId));
  },
  component: lazyRouteComponent(() => import('../../features/recipes/template-page.tsx'), 'TemplatePage'),
});

export const recipesRoutes = [recipes, oneRecipe, recipeTemplates, oneTemplate] as const;
