import type { QueryClient } from '@tanstack/react-query';
import { me } from '../../lib/account.ts';
import { removedComponents, standingComponents } from './components/components.api.ts';
import { deadlinesSummary, nextDeadlines, workflowsOf } from './duties.api.ts';
import { authorities, authorityRecord, componentTree, maintenance, plant, plantChanges, registryCard } from './plant.api.ts';
import { performance } from './performance/month.api.ts';
import type { PlantSearch, PlantSection } from './plant-search.ts';
import { meters } from './readings/readings.api.ts';

/** Begins to read all that a part of a plant's page shows at first, in one wave; what somebody may not read is not asked for. */
export function beginPlant(queryClient: QueryClient, plantId: string, { section = 'overview', year }: Pick<PlantSearch, 'section' | 'year'>): void {
  const held = queryClient.getQueryData(me().queryKey)?.permissions ?? [];
  void queryClient.prefetchQuery(plant(plantId));
  const begin: Partial<Record<PlantSection, () => void>> = {
    overview: () => {
      void queryClient.prefetchQuery(registryCard(plantId));
      for (const authority of authorities) void queryClient.prefetchQuery(authorityRecord(plantId, authority));
      if (held.includes('workflows.workflow.read')) void queryClient.prefetchQuery(workflowsOf(plantId));
      if (!held.includes('workflows.deadline.read')) return;
      void queryClient.prefetchQuery(nextDeadlines(plantId));
      void queryClient.prefetchQuery(deadlinesSummary(plantId));
    },
    components: () => {
      void queryClient.prefetchQuery(componentTree(plantId));
      void queryClient.prefetchQuery(standingComponents(plantId));
      void queryClient.prefetchQuery(removedComponents(plantId));
    },
    // Which months a year has so far depends on where the plant is.
    performance: () => void (year === undefined && queryClient.prefetchQuery(performance(plantId, undefined))),
    readings: () => void queryClient.prefetchQuery(meters(plantId)),
    maintenance: () => void queryClient.prefetchInfiniteQuery(maintenance(plantId)),
    history: () => void queryClient.prefetchInfiniteQuery(plantChanges(plantId)),
  };
  begin[section]?.();
}
