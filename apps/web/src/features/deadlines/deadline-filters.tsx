import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { authorities, type Authority } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DayField } from '../../ui/day-field.tsx';
import { obligationWords } from '../../vocabulary/obligation-words.ts';
import { currentObligations } from './deadlines.api.ts';
import type { DeadlinesSearch } from './deadlines-search.ts';
import { deadlinesText } from './deadlines.text.ts';
import { PlantFilter } from './plant-filter.tsx';

type Props = { search: DeadlinesSearch; onChange: (change: Partial<DeadlinesSearch>) => void };

/** What the list is narrowed to. */
export function DeadlineFilters({ search, onChange }: Props) {
  const say = useTexts(deadlinesText);
  const word = useTexts(obligationWords);
  const may = useMay();
  const { obligation, authority, plantId, dueFrom, dueTo } = search;
  const narrowed = obligation ?? authority ?? plantId ?? dueFrom ?? dueTo;
  return (
    <Group gap="xs" className="no-print" role="search">
      {may('workflows.pack.read') && <ObligationFilter obligation={obligation} onChange={(value) => onChange({ obligation: value })} />}
      <Select
        aria-label={say('authority')} placeholder={say('authority')} clearable w="12rem" value={authority ?? null}
        data={authorities.map((value) => ({ value, label: word(value) }))} onChange={(value) => onChange({ authority: (value as Authority | null) ?? undefined })}
      />
      {may('assets.plant.read') && <PlantFilter plantId={plantId} onChange={(value) => onChange({ plantId: value as DeadlinesSearch['plantId'] })} />}
      <DayField label={say('dueFrom')} value={dueFrom} onChange={(day) => onChange({ dueFrom: day })} />
      <DayField label={say('dueTo')} value={dueTo} onChange={(day) => onChange({ dueTo: day })} />
      {narrowed !== undefined && (
        <Button variant="subtle" onClick={() => onChange({ obligation: undefined, authority: undefined, plantId: undefined, dueFrom: undefined, dueTo: undefined })}>{say('clear')}</Button>
      )}
    </Group>
  );
}

function ObligationFilter({ obligation, onChange }: { obligation: string | undefined; onChange: (code: string | undefined) => void }) {
  const say = useTexts(deadlinesText);
  const locale = useLocale();
  const { data = [] } = useQuery(currentObligations());
  // A retired one still narrows the list that an address leads to.
  const known = obligation === undefined || data.some(({ code }) => code === obligation);
  const choices = data.map(({ code, title }) => ({ value: code, label: title[locale] }));
  return (
    <Select
      aria-label={say('obligation')} placeholder={say('obligation')} searchable clearable w="18rem" value={obligation ?? null}
      data={known ? choices : [...choices, { value: obligation, label: obligation }]} onChange={(value) => onChange(value ?? undefined)}
    />
  );
}
