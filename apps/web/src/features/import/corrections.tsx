import { useQuery } from '@tanstack/react-query';
import type { ImportJobView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ImportMark } from '../../vocabulary/import-mark.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { corrections } from './import.api.ts';
import { importText } from './import.text.ts';
import { ToImport } from './standing.tsx';

/** The imports that took corrected rows of this one over. */
export function Corrections({ job }: { job: ImportJobView }) {
  const say = useTexts(importText);
  const word = useTexts(importWords);
  const { instant, number } = useFormats();
  const { data } = useQuery({ ...corrections(job.id), enabled: job.counts.rejected > 0 });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={say('corrections')}>
      <PlainTable
        label={say('corrections')} rows={data.items} keyOf={({ id }) => id}
        columns={[
          { key: 'when', label: say('when'), cell: ({ id, createdAt }) => <ToImport id={id}>{instant(createdAt)}</ToImport> },
          { key: 'state', label: say('outcome'), cell: ({ status }) => <ImportMark state={status} /> },
          { key: 'read', label: say('rowCount'), number: true, cell: ({ counts }) => number(counts.read) },
          ...(['created', 'updated', 'unchanged', 'rejected'] as const).map((outcome) => ({ key: outcome, label: word(outcome), number: true, cell: ({ counts }: typeof data.items[number]) => number(counts[outcome]) })),
        ]}
      />
    </Panel>
  );
}
