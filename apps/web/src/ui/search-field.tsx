import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

const settlesAfterMs = 250;
type Props = { label: string; value: string | undefined; onChange: (value: string | undefined) => void; width?: string };

/** Words that narrow a list, told once somebody pauses; what is being typed stays as it is typed. */
export function SearchField({ label, value, onChange, width = '17rem' }: Props) {
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  const settle = useDebouncedCallback((typed: string) => onChange(typed.trim() || undefined), settlesAfterMs);
  if (value !== seen) {
    setSeen(value);
    if ((value ?? '') !== text.trim()) setText(value ?? '');
  }
  return (
    <TextInput
      aria-label={label} placeholder={label} leftSection={<IconSearch size={15} aria-hidden />} w={width} type="search" value={text}
      onChange={(event) => { setText(event.currentTarget.value); settle(event.currentTarget.value); }}
    />
  );
}
