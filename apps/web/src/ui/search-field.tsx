import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';

const settlesAfterMs = 250;
type Props = { label: string; value: string | undefined; onChange: (value: string | undefined) => void; width?: string; hint?: string; icon?: ReactNode };

/** Words that narrow a list, told once somebody pauses. What is being typed stays as it is typed: a word that was told comes back when the next one is on its way already. */
export function SearchField({ label, value, onChange, width = '17rem', hint, icon = <IconSearch size={15} aria-hidden /> }: Props) {
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  const [told, setTold] = useState<(string | undefined)[]>([]);
  const settle = useDebouncedCallback((typed: string) => {
    const next = typed.trim() || undefined;
    if (next === (told.length > 0 ? told.at(-1) : value)) return;
    setTold((before) => [...before, next]);
    onChange(next);
  }, settlesAfterMs);
  const router = useRouter();
  // Whoever goes to another page before the pause is over is not brought back.
  useEffect(() => router.subscribe('onBeforeNavigate', ({ pathChanged }) => pathChanged && settle.cancel()), [router, settle]);
  if (value !== seen) {
    setSeen(value);
    const at = told.indexOf(value);
    setTold(told.slice(at + 1));
    if (at === -1) setText(value ?? '');
  }
  return (
    <TextInput
      aria-label={label} placeholder={label} title={hint} leftSection={icon} w={width} type="search" value={text}
      onChange={(event) => { setText(event.currentTarget.value); settle(event.currentTarget.value); }}
    />
  );
}
