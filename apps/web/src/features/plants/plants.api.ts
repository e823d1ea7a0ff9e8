import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page, PlantView, PortfolioSummary } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { plantsQuery, type PlantsSearch } from './plants-search.ts';

const pageSize = 100;

/** The plants of a search, page by page as they are scrolled to. */
export const firstPlants = (search: PlantsSearch) =>
  infiniteQueryOptions({
    queryKey: ['assets', 'plants', 'list', plantsQuery(search)],
    queryFn: ({ pageParam, signal }) => call<Page<PlantView>>({ path: '/assets/plants', query: { ...plantsQuery(search), limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** How many they are, and of what capacity. */
export const plantsSummary = ({ sort: _, ...search }: Omit<PlantsSearch, 'columns'>) =>
  queryOptions({ queryKey: ['assets', 'plants', 'summary', search], queryFn: ({ signal }) => call<PortfolioSummary>({ path: '/assets/plants/summary', query: search, signal }) });

/** A few plants whose name, code or municipality holds a text. */
export const plantsNamed = (text: string) =>
  queryOptions({ queryKey: ['assets', 'plants', 'named', text], queryFn: async ({ signal }) => (await call<Page<PlantView>>({ path: '/assets/plants', query: { text, limit: 8 }, signal })).items });
