import { queryOptions } from '@tanstack/react-query';
import type { ComplianceScores, PlantMap } from '@kairos/contracts';
import { call } from '../../../lib/session.ts';
import { mapQuery, type PlantsMapSearch } from './map-search.ts';

export const plantMap = (search: PlantsMapSearch) =>
  queryOptions({ queryKey: ['assets', 'plants', 'map', mapQuery(search)], queryFn: ({ signal }) => call<PlantMap>({ path: '/assets/plants/map', query: mapQuery(search), headers: { accept: 'application/geo+json' }, signal }) });

/** The compliance score of each plant in percent, by its id. */
export const complianceScores = () =>
  queryOptions({
    queryKey: ['workflows', 'compliance-scores'],
    queryFn: async ({ signal }) => new Map<string, number>((await call<ComplianceScores>({ path: '/workflows/compliance-scores', signal })).items.map(({ plantId, scorePercent }) => [plantId, scorePercent])),
  });
