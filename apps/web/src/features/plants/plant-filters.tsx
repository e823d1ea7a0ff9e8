import { Button, Group, Pill, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { italianRegions, plantStatuses, plantTypes, sizeBands } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { narrowings, type PlantsSearch } from './plants-search.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { plantsText } from './plants.text.ts';

type Props = { search: PlantsSearch; onChange: (change: Partial<PlantsSearch>) => void };

/** What the list is narrowed to. */
export function PlantFilters({ search, onChange }: Props) {
  const say = useTexts(plantsText);
  const word = useTexts(plantWords);
  const [text, setText] = useState(search.text ?? '');
  const settle = useDebouncedCallback((value: string) => onChange({ text: value.trim() || undefined }), 250);
  const [seen, setSeen] = useState(search.text);
  // The address may change from elsewhere, by the browser's back or the palette; what is being typed stays as it is typed.
  if (search.text !== seen) {
    setSeen(search.text);
    if ((search.text ?? '') !== text.trim()) setText(search.text ?? '');
  }

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
      <TextInput
        aria-label={say('search')} placeholder={say('search')} leftSection={<IconSearch size={15} aria-hidden />} w="17rem" type="search" value={text}
        onChange={(event) => { setText(event.currentTarget.value); settle(event.currentTarget.value); }}
      />
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
