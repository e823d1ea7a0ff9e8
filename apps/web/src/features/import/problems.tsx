import { Anchor, Button, Group } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useProblem } from '../../vocabulary/use-problem.ts';
import { useCorrectable } from './correctable.ts';
import { FailedRows } from './failed-rows.tsx';
import type { ImportSearch } from './import-search.ts';
import { importText } from './import.text.ts';

const FixAlikeDialog = lazy(async () => ({ default: (await import('./fix-alike-dialog.tsx')).FixAlikeDialog }));
type Problem = ImportJobView['problems'][number];
type Props = { job: ImportJobView; onChange: (changed: Partial<ImportSearch>) => void };

/** What is wrong with rows, the most frequent first, and how to correct all that are alike. */
export function Problems({ job, onChange }: Props) {
  const say = useTexts(importText);
  const { ofCode } = useProblem();
  const { number } = useFormats();
  const correctable = useCorrectable(job);
  const [fixing, setFixing] = useState<Problem>();
  if (job.problems.length === 0) return null;
  const nameOf = ({ column, code }: Problem) => [column, ofCode(code)].filter(Boolean).join(': ');
  return (
    <Panel title={say('problems')} actions={job.counts.rejected > 0 && <FailedRows job={job} />}>
      <PlainTable
        label={say('problems')} rows={job.problems} keyOf={({ field, column, code, severity }) => [field, column, code, severity].join(' ')}
        columns={[
          {
            key: 'problem', label: say('problem'),
            cell: (problem) => (
              <Anchor component="button" type="button" inherit ta="left" aria-label={say('showRows', { problem: nameOf(problem) })} onClick={() => onChange({ outcome: undefined, open: undefined, divergent: undefined, code: problem.code, column: problem.column ?? undefined })}>{ofCode(problem.code)}</Anchor>
            ),
          },
          { key: 'column', label: say('column'), cell: ({ column }) => column ?? '' },
          { key: 'rows', label: say('rowCount'), number: true, cell: ({ rows }) => number(rows) },
          {
            key: 'fix', label: say('fix'),
            cell: (problem) => correctable && problem.column !== null && problem.severity === 'error' && (
              <Group><Button size="compact-sm" variant="default" aria-label={say('fixAllOf', { problem: nameOf(problem) })} onClick={() => setFixing(problem)}>{say('fixAll')}</Button></Group>
            ),
          },
        ]}
      />
      {fixing && fixing.column !== null && (
        <Suspense>
          <FixAlikeDialog job={job} problem={{ code: fixing.code, column: fixing.column }} title={nameOf(fixing)} onClose={() => setFixing(undefined)} />
        </Suspense>
      )}
    </Panel>
  );
}
