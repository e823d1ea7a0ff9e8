import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { plantMap } from '../../features/plants/map/map.api.ts';
import { PlantsMapSearch } from '../../features/plants/map/map-search.ts';
import { firstPlants } from '../../features/plants/plants.api.ts';
import { plant as plantOf } from '../../features/plant/plant.api.ts';
import { PlantSearch } from '../../features/plant/plant-search.ts';
import { customFields } from '../../vocabulary/custom-fields.api.ts';
import { PlantsSearch } from '../../features/plants/plants-search.ts';
import { inside } from '../inside.ts';

const plants = createRoute({
  getParentRoute: () => inside,
  path: '/plants',
  validateSearch: PlantsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstPlants(deps));
  },
  component: lazyRouteComponent(() => import('../../features/plants/plants-page.tsx'), 'PlantsPage'),
});

const plantsMap = createRoute({
  getParentRoute: () => inside,
  path: '/plants/map',
  validateSearch: PlantsMapSearch,
  loaderDeps: ({ search: { at: _, colour: __, ...filters } }) => filters,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(plantMap(deps));
  },
  component: lazyRouteComponent(() => import('../../features/plants/map/plants-map-page.tsx'), 'PlantsMapPage'),
});

const plant = createRoute({
  getParentRoute: () => inside,
  path: '/plants/$plantId',
  validateSearch: PlantSearch,
  loaderDeps: ({ search: { section, year } }) => ({ section, year }),
  loader: async ({ context: { queryClient }, params: { plantId }, deps }) => (await import('../../features/plant/begin-plant.ts')).beginPlant(queryClient, plantId, deps),
  component: lazyRouteComponent(() => import('../../features/plant/plant-page.tsx'), 'PlantPage'),
});

const registerPlant = createRoute({
  getParentRoute: () => inside,
  path: '/plants/new',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(customFields());
  },
  component: lazyRouteComponent(() => import('../../features/plant/register-plant-page.tsx'), 'RegisterPlantPage'),
});

const editPlant = createRoute({
  getParentRoute: () => inside,
  path: '/plants/$plantId/edit',
  loader: ({ context: { queryClient }, params: { plantId } }) => {
    void queryClient.prefetchQuery(plantOf(plantId));
    void queryClient.prefetchQuery(customFields());
  },
  component: lazyRouteComponent(() => import('../../features/plant/edit-plant-page.tsx'), 'EditPlantPage'),
});

export const plantsRoutes = [plants, plantsMap, plant, registerPlant, editPlant] as const;
