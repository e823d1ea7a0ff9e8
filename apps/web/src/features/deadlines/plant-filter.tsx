import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { plantById, plantsLike } from './deadlines.api.ts';
import { deadlinesText } from './deadlines.text.ts';

/** One plant of many, found by its name, code or municipality. */
export function PlantFilter({ plantId, onChange }: { plantId: string | undefined; onChange: (plantId: string | undefined) => void }) {
  const say = useTexts(deadlinesText);
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 200);
  const { data: chosen } = useQuery({ ...plantById(plantId ?? ''), enabled: plantId !== undefined });
  const { data: found = [] } = useQuery({ ...plantsLike(settled), enabled: settled.length > 1, placeholderData: keepPreviousData });
  const shown = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      aria-label={say('plant')} placeholder={say('plant')} nothingFoundMessage={say('typeToFind')} searchable clearable w="16rem" value={plantId ?? null}
      data={shown.map(({ id, name, code }) => ({ value: id, label: `${name} · ${code}` }))} filter={({ options }) => options} onSearchChange={setText}
      onChange={(value) => onChange(value ?? undefined)}
    />
  );
}
