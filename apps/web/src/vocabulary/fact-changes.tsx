import { texts } from '../lib/texts.ts';
import { useTexts } from '../lib/use-texts.ts';
import { PlainTable } from '../ui/plain-table.tsx';
import { useFacts } from './use-facts.ts';

const words = texts({ field: ['Field', 'Campo'] });

export type FactChange = { field: string; from: unknown; to: unknown };
type Props = { label: string; changes: readonly FactChange[]; from: string; to: string };

/** Facts side by side: what they were, what they are. */
export function FactChanges({ label, changes, from, to }: Props) {
  const say = useTexts(words);
  const { nameOf, valueOf } = useFacts();
  return (
    <PlainTable
      label={label} rows={changes} keyOf={({ field }) => field}
      columns={[
        { key: 'field', label: say('field'), cell: ({ field }) => nameOf(field) },
        { key: 'from', label: from, cell: (change) => valueOf(change.field, change.from) },
        { key: 'to', label: to, cell: (change) => valueOf(change.field, change.to) },
      ]}
    />
  );
}
