import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { FieldChange, ImportJobView, RowResultView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { ImportMark } from '../../vocabulary/import-mark.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { useProblem } from '../../vocabulary/use-problem.ts';
import { useCorrectable } from './correctable.ts';
import type { ImportSearch } from './import-search.ts';
import { importText } from './import.text.ts';
import { InlineFix } from './inline-fix.tsx';
import { ToImport } from './standing.tsx';

export type ShownRow = RowResultView & { id: string };
const shownChanges = 2;

export function useRowColumns(job: ImportJobView, onChange: (changed: Partial<ImportSearch>) => void): Column<ShownRow>[] {
  const say = useTexts(importText);
  const correctable = useCorrectable(job);
  const { id, target } = job;
  return useMemo(
    () => [
      { key: 'line', label: say('line'), width: '6rem', number: true, cell: ({ row, line }) => <Anchor component="button" type="button" inherit aria-label={say('rowTitle', { line })} onClick={() => onChange({ row })}>{line}</Anchor> },
      { key: 'outcome', label: say('outcome'), width: '9rem', cell: ({ outcome }) => <ImportMark state={outcome} /> },
      { key: 'what', label: say('what'), width: 'minmax(20rem, 3fr)', cell: (row) => <What row={row} /> },
      {
        key: 'fix', label: say('fix'), width: 'minmax(12rem, 1fr)',
        cell: (row) => (row.correctedByJobId ? <ToImport id={row.correctedByJobId}>{say('taken')}</ToImport> : correctable && row.outcome === 'rejected' ? <InlineFix importJobId={id} row={row} /> : null),
      },
      { key: 'record', label: say('record'), width: '6rem', cell: ({ recordId, outcome }) => recordId && target === 'assets.plants' && outcome !== 'rejected' && <Anchor inherit renderRoot={(props) => <Link {...props} to="/plants/$plantId" params={{ plantId: recordId }} search={{}} />}>{say('openRecord')}</Anchor> },
    ],
    [say, correctable, id, target, onChange],
  );
}

/** What is wrong with a row, or what it changes. */
function What({ row: { errors, changes, planned } }: { row: ShownRow }) {
  const say = useTexts(importText);
  const word = useTexts(importWords);
  const { ofError } = useProblem();
  const told = useChange();
  const wrong = errors.map((error) => [error.column, error.value !== null && `“${error.value}”`, ofError(error)].filter(Boolean).join(' · '));
  const moved = changes.slice(0, shownChanges).map(told);
  const rest = changes.length > shownChanges ? [say('andMore', { count: changes.length - shownChanges })] : [];
  return <>{[...(planned ? [say('planned', { outcome: word(planned) })] : []), ...wrong, ...moved, ...rest].join('; ')}</>;
}

/** One field, with what it holds before and after. */
export function useChange(): (change: FieldChange) => string {
  const say = useTexts(importText);
  const field = useImportField();
  const text = (value: FieldChange['before']) => (value === null || value === '' ? say('empty') : Array.isArray(value) ? value.join(', ') : String(value));
  return ({ field: name, before, after }) => say('change', { field: field(name), before: text(before), after: text(after) });
}
