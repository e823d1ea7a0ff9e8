import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { fixRow } from './import.api.ts';
import { importText } from './import.text.ts';
import type { ShownRow } from './row-columns.tsx';

/** The cell that is at fault, to be corrected where it stands: Enter imports the row. */
export function InlineFix({ importJobId, row: { row, line, errors } }: { importJobId: string; row: ShownRow }) {
  const say = useTexts(importText);
  const fault = errors.find(({ column, severity }) => column !== null && (severity ?? 'error') === 'error');
  const [text, setText] = useState(fault?.value ?? '');
  const fix = useCommand({ run: (cells: Record<string, string>) => fixRow(importJobId, row, cells), changes: [['intake']], done: () => say('fixed') });
  const column = fault?.column;
  if (column === null || column === undefined) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && text !== (fault?.value ?? '')) fix.mutate({ [column]: text });
    if (event.key === 'Escape') setText(fault?.value ?? '');
  };
  return <TextInput size="xs" disabled={fix.isPending} aria-label={say('fixOf', { column, line })} title={say('fixHint')} value={text} maxLength={1000} onKeyDown={onKeyDown} onChange={({ currentTarget }) => setText(currentTarget.value)} />;
}
