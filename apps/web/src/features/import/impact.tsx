import type { ImportJobView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { importWords } from '../../vocabulary/import-words.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { importText } from './import.text.ts';

/** What a plan amounts to, by kind of record. */
export function Impact({ job: { impact } }: { job: ImportJobView }) {
  const say = useTexts(importText);
  const word = useTexts(importWords);
  const plant = useTexts(plantWords);
  const field = useImportField();
  const { number } = useFormats();
  if (impact.length === 0) return null;
  const digits = { maximumFractionDigits: 3 };
  return (
    <Panel title={say('impact')}>
      <PlainTable
        label={say('impact')} rows={impact} keyOf={({ group }) => group}
        columns={[
          { key: 'group', label: say('group'), cell: ({ group }) => (group in plantWords ? plant(group as keyof typeof plantWords) : <span lang="">{group}</span>) },
          { key: 'created', label: word('created'), number: true, cell: ({ created }) => number(created) },
          { key: 'updated', label: word('updated'), number: true, cell: ({ updated }) => number(updated) },
          { key: 'measure', label: say('measure'), cell: ({ measure }) => field(measure) },
          { key: 'added', label: say('added'), number: true, cell: ({ added }) => number(added, digits) },
          { key: 'changed', label: say('changed'), number: true, cell: ({ changed }) => number(changed, { ...digits, signDisplay: 'exceptZero' }) },
        ]}
      />
    </Panel>
  );
}
