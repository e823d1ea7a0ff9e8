import { Alert, Button, Group, SegmentedControl, Skeleton, useComputedColorScheme } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { AsCommand } from '../../../ui/as-command.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure } from '../../../ui/panel.tsx';
import { PlantFilters } from '../plant-filters.tsx';
import { ChosenPlant } from './chosen-plant.tsx';
import { Legend } from './legend.tsx';
import { drawn, legendOf, mapColourings } from './map-colours.ts';
import { mapQuery, type PlantsMapSearch } from './map-search.ts';
import { italyView, textOf, viewOf } from './map-view.ts';
import { complianceScores, plantMap } from './map.api.ts';
import { mapText } from './map.text.ts';
import classes from './map.module.css';
import { plantsCommand } from '../plants-search.ts';

const PlantMap = lazy(async () => ({ default: (await import('./plant-map.tsx')).PlantMap }));
const boundaries = { queryKey: ['boundaries'], queryFn: async ({ signal }: { signal: AbortSignal }) => (await import('./boundaries.ts')).readBoundaries(signal), staleTime: Infinity };
const noScores: ReadonlyMap<string, number> = new Map();

/** The portfolio where it stands; what it is narrowed to, coloured by and centred on stands in the address. */
export function PlantsMapPage() {
  const say = useTexts(mapText);
  const may = useMay();
  const search = useSearch({ from: '/inside/plants/map' });
  const navigate = useNavigate({ from: '/plants/map' });
  const dark = useComputedColorScheme('light') === 'dark';
  const mayScore = may('workflows.compliance.read');
  const colouring = search.colour ?? (mayScore ? 'compliance' : 'type');
  const map = useQuery({ ...plantMap(search), placeholderData: keepPreviousData });
  const scores = useQuery({ ...complianceScores(), enabled: mayScore });
  const world = useQuery(boundaries);
  const [chosen, setChosen] = useState<string>();
  const [cannotDraw, setCannotDraw] = useState(false);
  const [from] = useState(() => viewOf(search.at) ?? italyView);
  const colours = useMemo(() => legendOf(colouring), [colouring]);
  const plants = useMemo(() => (map.data ? drawn(map.data, colouring, scores.data ?? noScores) : []), [map.data, colouring, scores.data]);
  const one = chosen === undefined ? undefined : plants.find(({ id }) => id === chosen);
  const change = (changed: Partial<PlantsMapSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const error = map.error ?? world.error;

  return (
    <Page
      full title={say('title')}
      summary={map.data && [say('summary', { plants: plants.length }), map.data.withoutCoordinates > 0 && say('nowhere', { plants: map.data.withoutCoordinates }), map.data.more && say('more')].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/plants" search={mapQuery(search)} {...props} />} leftSection={<IconList size={16} aria-hidden />}>{say('asList')}</Button>
          <AsCommand path="/assets/plants/map" query={mapQuery(search)} command={plantsCommand(search)} />
        </>
      }
    >
      <Group gap="xs" className="no-print">
        <PlantFilters search={search} onChange={change} />
        <SegmentedControl
          aria-label={say('colourBy')} value={colouring} onChange={(value) => change({ colour: value as PlantsMapSearch['colour'] })}
          data={mapColourings.filter((value) => value !== 'compliance' || mayScore).map((value) => ({ value, label: say(value) }))}
        />
      </Group>
      {error && <Failure error={error} onRetry={() => Promise.all([map.refetch(), world.refetch()])} />}
      {cannotDraw && <Alert color="yellow" role="alert">{say('cannotDraw')}</Alert>}
      {!cannotDraw && (
        <div className={classes.frame} role="region" aria-label={say('map')}>
          <Suspense fallback={<Skeleton h="100%" />}>
            {world.data && (
              <PlantMap
                boundaries={world.data} plants={plants} legend={colours} dark={dark} from={from}
                onMove={(view) => change({ at: textOf(view) })} onChoose={setChosen} onFailure={() => setCannotDraw(true)}
              />
            )}
          </Suspense>
          {one && <ChosenPlant plant={one} onClose={() => setChosen(undefined)} />}
          <Legend colouring={colouring} colours={colours} />
        </div>
      )}
    </Page>
  );
}
