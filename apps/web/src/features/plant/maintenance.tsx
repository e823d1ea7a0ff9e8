import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { MaintenanceView, PlantView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { maintenanceWords } from '../../vocabulary/maintenance-words.ts';
import { maintenance } from './plant.api.ts';
import { plantText } from './plant.text.ts';

const tones: Record<MaintenanceView['status'], Tone> = { Planned: 'plain', 'In Progress': 'due', Completed: 'well', Cancelled: 'quiet' };

/** What is planned to keep a plant running, and what was done. */
export function Maintenance({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const columns = useMaintenanceColumns();
  const reading = useInfiniteQuery(maintenance(plant.id));
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('maintenance')} reading={reading} empty={rows.length === 0 && say('noMaintenance')}>
      <PlainTable label={say('maintenance')} columns={columns} rows={rows} keyOf={({ id }) => id} />
      {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
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
      { key: 'title', label: say('maintenanceTitle'), cell: ({ title }) => title },
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
