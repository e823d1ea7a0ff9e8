import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

const settlesAfterMs = 250;
type Props = { label: string; value: string | undefined; onChange: (value: string | undefined) => void; width?: string };

/** Words that narrow a list, told once somebody pauses. What is being typed stays as it is typed: a word that was told comes back when the next one is on its way already. */
export function SearchField({ label, value, onChange, width = '17rem' }: Props) {
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  const [told, setTold] = useState<(string | undefined)[]>([]);
  const settle = useDebouncedCallback((typed: string) => {
    const next = typed.trim() || undefined;
    if (next === (told.length > 0 ? told.at(-1) : value)) return;
    setTold((before) => [...before, next]);
    onChange(next);
  }, settlesAfterMs);
  if (value !== seen) {
    setSeen(value);
    const at = told.indexOf(value);
    setTold(told.slice(at + 1));
    if (at === -1) setText(value ?? '');
  }
  return (
    <TextInput
      aria-label={label} placeholder={label} leftSection={<IconSearch size={15} aria-hidden />} w={width} type="search" value={text}
      onChange={(event) => { setText(event.currentTarget.value); settle(event.currentTarget.value); }}
    />
  );
}
