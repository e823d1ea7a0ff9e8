import { Button, Group, Pill, Select } from '@mantine/core';
import { italianRegions, plantStatuses, plantTypes, sizeBands } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { narrowings, type PlantsSearch } from './plants-search.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { plantsText } from './plants.text.ts';

type Props = { search: PlantsSearch; onChange: (change: Partial<PlantsSearch>) => void };

/** What the list is narrowed to. */
export function PlantFilters({ search, onChange }: Props) {
  const say = useTexts(plantsText);
  const word = useTexts(plantWords);
  const choice = (key: 'type' | 'status' | 'region' | 'sizeBand', values: readonly string[], translated = true) => (
    <Select
      aria-label={say(key)} placeholder={say(key)} clearable searchable={values.length > 10} value={search[key] ?? null} w={key === 'region' || key === 'sizeBand' ? '11rem' : '10rem'}
      data={values.map((value) => ({ value, label: translated ? word(value as keyof typeof plantWords) : value }))}
      onChange={(value) => onChange({ [key]: value ?? undefined })}
    />
  );
  const others = (['province', 'tag', 'protectedArea', 'capacityFromKw', 'capacityToKw'] as const).filter((key) => search[key] !== undefined);
  const narrowed = narrowings.some((name) => search[name] !== undefined);
  return (
    <Group gap="xs" className="no-print" role="search">
      <SearchField label={say('search')} value={search.text} onChange={(text) => onChange({ text })} />
      {choice('type', plantTypes)}
      {choice('status', plantStatuses)}
      {choice('sizeBand', sizeBands)}
      {choice('region', italianRegions, false)}
      {others.map((key) => (
        <Pill key={key} withRemoveButton size="md" removeButtonProps={{ 'aria-label': say('without', { filter: say(key) }), 'aria-hidden': false, tabIndex: 0 }} onRemove={() => onChange({ [key]: undefined })}>
          {say(key)}: {key === 'protectedArea' ? say(search[key] ? 'yes' : 'no') : search[key]}
        </Pill>
      ))}
      {narrowed && (
        <Button variant="subtle" onClick={() => onChange(Object.fromEntries(narrowings.map((name) => [name, undefined])))}>{say('clear')}</Button>
      )}
    </Group>
  );
}
