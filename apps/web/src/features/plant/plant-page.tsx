import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { PlantView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { Sections } from '../../ui/sections.tsx';
import { PlantStatusBadge } from '../../vocabulary/plant-status-badge.tsx';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { Components } from './components/components.tsx';
import { Documents } from './documents.tsx';
import { History } from './history.tsx';
import { Maintenance } from './maintenance/maintenance.tsx';
import { Overview } from './overview.tsx';
import { Performance } from './performance/performance.tsx';
import { PlantActions } from './plant-actions.tsx';
import { Readings } from './readings/readings.tsx';
import { plant } from './plant.api.ts';
import { plantSections, type PlantSection } from './plant-search.ts';
import { plantText } from './plant.text.ts';
import classes from './plant.module.css';

/** What one must be allowed for a part of the page to be there. */
const needs: Record<PlantSection, readonly string[]> = {
  overview: ['assets.plant.read'], components: ['assets.component.read'], performance: ['assets.performance.read'], readings: ['assets.reading.read', 'assets.component.read'], maintenance: ['assets.maintenance.read'], documents: ['documents.document.read'], history: ['assets.plant.read'],
};
const parts = { overview: Overview, components: Components, performance: Performance, readings: Readings, maintenance: Maintenance, documents: Documents, history: History };
/** Of performance and readings it is the period that makes the request: they tell it themselves. */
const commands: Record<Exclude<PlantSection, 'documents' | 'performance' | 'readings'>, { path: string; verb: string }> = {
  overview: { path: '', verb: 'show' }, components: { path: '/component-tree', verb: 'show' },
  maintenance: { path: '/maintenance', verb: 'show' }, history: { path: '/changes', verb: 'history' },
};

/** The whole truth about one plant; which part of it is open stands in the address. */
export function PlantPage() {
  const say = useTexts(plantText);
  const { plantId } = useParams({ from: '/inside/plants/$plantId' });
  const { section = 'overview' } = useSearch({ from: '/inside/plants/$plantId' });
  const may = useMay();
  const { data, error, refetch } = useQuery(plant(plantId));
  const Part = parts[section];
  if (error && !data) return <Page title={say('notShown')}><Failure error={error} onRetry={refetch} /></Page>;
  return (
    <Page
      title={data?.name ?? say('loading')} summary={data ? <PlantInBrief plant={data} /> : <Skeleton h={14} w="16rem" />}
      actions={data && <><PlantActions plant={data} /><PlantAsCommand plant={data} section={section} /></>}
    >
      <Sections label={say('sections')}>
        {plantSections.filter((name) => needs[name].every(may)).map((name) => (
          <Link key={name} to="/plants/$plantId" params={{ plantId }} search={name === 'overview' ? {} : { section: name }} aria-current={name === section ? 'page' : undefined} activeOptions={{ exact: true }} replace>
            {say(name)}
          </Link>
        ))}
      </Sections>
      {data ? <Part plant={data} /> : <Skeleton h={240} />}
    </Page>
  );
}

function PlantAsCommand({ plant: { id, code }, section }: { plant: PlantView; section: PlantSection }) {
  if (section === 'documents') return <AsCommand path="/workflows/documents" query={{ plantId: id }} command={command`kairos documents list --plant ${id}`} />;
  if (section === 'performance' || section === 'readings') return null;
  const { path, verb } = commands[section];
  return <AsCommand path={`/assets/plants/${id}${path}`} command={command`kairos plants ${verb} ${code}`} />;
}

function PlantInBrief({ plant: { code, type, status, capacityKw, municipality, province, region } }: { plant: PlantView }) {
  const word = useTexts(plantWords);
  const { capacity } = useFormats();
  const place = [municipality && province ? `${municipality} (${province})` : (municipality ?? province), region].filter(Boolean).join(', ');
  return (
    <span className={classes.brief}>
      <PlantStatusBadge status={status} />
      {[code, word(type), capacity(capacityKw), place].filter(Boolean).map((said) => <span key={said}>{said}</span>)}
    </span>
  );
}
