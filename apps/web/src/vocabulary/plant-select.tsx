import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page, PlantView } from '@kairos/contracts';
import { call } from '../lib/session.ts';
import { useTexts } from '../lib/use-texts.ts';
import { assigneeText } from './assignee.text.ts';

const found = (text: string) =>
  queryOptions({ queryKey: ['assets', 'plants', 'found', text], queryFn: async ({ signal }) => (await call<Page<PlantView>>({ path: '/assets/plants', query: { text, limit: 20 }, signal })).items });
export const onePlant = (plantId: string) => queryOptions({ queryKey: ['assets', 'plants', 'chosen', plantId], queryFn: ({ signal }) => call<PlantView>({ path: `/assets/plants/${plantId}`, signal }) });

type Props = { value: string | undefined; onChange: (plantId: string | undefined) => void; label?: string; hiddenLabel?: boolean; required?: boolean; autoFocus?: boolean };

/** Finds one plant among however many there are, by its name or code. */
export function PlantSelect({ value, onChange, label, hiddenLabel = false, required = false, autoFocus = false }: Props) {
  const say = useTexts(assigneeText);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const { data: chosen } = useQuery({ ...onePlant(value ?? ''), enabled: value !== undefined });
  const { data: plants = [], isFetching } = useQuery({ ...found(chosen?.name === text ? '' : text), placeholderData: keepPreviousData });
  const named = (chosen ? [chosen, ...plants.filter(({ id }) => id !== chosen.id)] : plants).map(({ id, name, code }) => ({ value: id as string, label: name, code }));
  // A list without an option is no list to who hears it.
  const none = [{ value: 'none', label: isFetching ? '…' : say('noPlant'), disabled: true }];
  return (
    <Select
      {...(hiddenLabel ? { 'aria-label': label ?? say('plant') } : { label: label ?? say('plant') })}
      placeholder={hiddenLabel ? say('plant') : say('findPlant')} searchable clearable required={required} data-autofocus={autoFocus || undefined} value={value ?? null} data={named.length > 0 ? named : none} limit={20}
      filter={({ options }) => options} onSearchChange={setTyped} onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
