import { queryOptions } from '@tanstack/react-query';
import type { Page, RecipeSummary } from '@kairos/contracts';
import { call } from '../lib/session.ts';

const most = 200;

/** The newest version of every recipe, shipped and of one's own, by name. */
export const recipeList = () => queryOptions({ queryKey: ['intake', 'recipes', 'list'], queryFn: ({ signal }) => call<Page<RecipeSummary>>({ path: '/intake/recipes', query: { limit: most }, signal }) });
