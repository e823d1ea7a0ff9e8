import { Alert, List } from '@mantine/core';
import type { DriftReport } from '@kairos/contracts';
import { texts } from '../lib/texts.ts';
import { useTexts } from '../lib/use-texts.ts';

const driftText = texts({
  drift: ['The file differs from what the recipe was made for', 'Il file è diverso da quello per cui è fatta la ricetta'],
  missing: ['{column} is missing', 'manca {column}'],
  renamed: ['{column} is missing; perhaps it is called {now} now', 'manca {column}; forse ora si chiama {now}'],
  retyped: ['{column} holds {found} in place of {expected}', '{column} contiene {found} invece di {expected}'],
  added: ['new: {columns}', 'nuove: {columns}'],
  stops: ['The recipe refuses such a file.', 'La ricetta rifiuta un file così.'],
});

/** How a file differs from those that a recipe was made for. */
export function DriftAlert({ drift: { missing, retyped, added, stops } }: { drift: DriftReport }) {
  const say = useTexts(driftText);
  const lines = [
    ...missing.map(({ column, renamedTo }) => (renamedTo ? say('renamed', { column, now: renamedTo.column }) : say('missing', { column }))),
    ...retyped.map(({ column, found, expected }) => say('retyped', { column, found, expected })),
    ...(added.length > 0 ? [say('added', { columns: added.join(', ') })] : []),
    ...(stops ? [say('stops')] : []),
  ];
  return (
    <Alert color={stops ? 'red' : 'yellow'} role={stops ? 'alert' : 'status'} title={say('drift')} my="xs">
      <List size="sm">{lines.map((line) => <List.Item key={line}>{line}</List.Item>)}</List>
    </Alert>
  );
}
