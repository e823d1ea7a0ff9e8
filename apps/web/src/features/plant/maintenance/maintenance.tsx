import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { MaintenanceView, PlantView } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Mark, type Tone } from '../../../ui/mark.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../../../ui/plain-table.tsx';
import { maintenanceWords } from '../../../vocabulary/maintenance-words.ts';
import { maintenance } from '../plant.api.ts';
import { plantText } from '../plant.text.ts';
import { MaintenanceDrawer } from './maintenance-drawer.tsx';
import { maintenanceText } from './maintenance.text.ts';
import classes from '../plant.module.css';

const tones: Record<MaintenanceView['status'], Tone> = { Planned: 'plain', 'In Progress': 'due', Completed: 'well', Cancelled: 'quiet' };

/** What is planned to keep a plant running, and what was done; the one that is open stands in the address. */
export function Maintenance({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const sayHere = useTexts(maintenanceText);
  const mayRecord = useMay()('assets.maintenance.record');
  const { maintenance: opened } = useSearch({ from: '/inside/plants/$plantId' });
  const navigate = useNavigate({ from: '/plants/$plantId' });
  const columns = useMaintenanceColumns();
  const reading = useInfiniteQuery(maintenance(plant.id));
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  const open = (id: string | undefined) => void navigate({ search: (previous) => ({ ...previous, maintenance: id }) });
  const actions = mayRecord && (
    <>
      <Button size="xs" variant="default" onClick={() => open('done')}>{sayHere('recordDone')}</Button>
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => open('new')}>{sayHere('plan')}</Button>
    </>
  );
  return (
    <Panel title={say('maintenance')} reading={reading} actions={actions}>
      {rows.length === 0 && <p className={classes.quiet}>{say('noMaintenance')}</p>}
      {rows.length > 0 && <PlainTable label={say('maintenance')} columns={columns} rows={rows} keyOf={({ id }) => id} />}
      {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
      {opened !== undefined && (mayRecord || (opened !== 'new' && opened !== 'done')) && <MaintenanceDrawer key={opened} plant={plant} maintenanceId={opened} onClose={() => open(undefined)} />}
    </Panel>
  );
}

function useMaintenanceColumns(): PlainColumn<MaintenanceView>[] {
  const say = useTexts(plantText);
  const word = useTexts(maintenanceWords);
  const { day, number } = useFormats();
  return useMemo(() => {
    const on = (key: 'plannedOn' | 'doneOn' | 'nextOn'): PlainColumn<MaintenanceView> => ({ key, label: say(key), cell: ({ [key]: date }) => (date === null ? '–' : day(date)) });
    return [
      { key: 'title', label: say('maintenanceTitle'), cell: ({ id, title }) => <Link from="/plants/$plantId" to="." search={(previous) => ({ ...previous, maintenance: id })} className={classes.rowLink}>{title}</Link> },
      { key: 'type', label: say('maintenanceType'), cell: ({ type }) => word(type) },
      { key: 'status', label: say('status'), cell: ({ status, overdue }) => <Mark tone={overdue ? 'overdue' : tones[status]}>{overdue ? `${word(status)}, ${say('overdue')}` : word(status)}</Mark> },
      on('plannedOn'),
      on('doneOn'),
      on('nextOn'),
      { key: 'executor', label: say('executor'), cell: ({ executor }) => executor ?? '–' },
      { key: 'cost', label: say('cost'), number: true, cell: ({ actualCostEur, estimatedCostEur }) => costOf(actualCostEur, estimatedCostEur) },
    ];
    function costOf(actual: string | null, estimated: string | null): string {
      const known = actual ?? estimated;
      if (known === null) return '–';
      const euros = number(known, { style: 'currency', currency: 'EUR' });
      return actual === null ? `${euros} (${say('estimate')})` : euros;
    }
  }, [say, word, day, number]);
}
