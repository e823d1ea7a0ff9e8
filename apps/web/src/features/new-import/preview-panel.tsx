import { Alert, List, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { NewRecipeBody, RecipePreview } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Data } from '../../ui/data.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ImportMark } from '../../vocabulary/import-mark.tsx';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { useProblem } from '../../vocabulary/use-problem.ts';
import { DriftAlert } from '../../vocabulary/drift-alert.tsx';
import { newImportText } from './new-import.text.ts';
import classes from './new-import.module.css';

type Row = RecipePreview['rows'][number];
type Props = { reading: { data: RecipePreview | undefined; isPending: boolean; error: Error | null; refetch: () => unknown }; draft?: NewRecipeBody };

/** What the first rows of a file become, with everything that is wrong with them. */
export function PreviewPanel({ reading, draft }: Props) {
  const say = useTexts(newImportText);
  const [faulty, setFaulty] = useState(false);
  const { data } = reading;
  if (!data) return <Panel title={say('preview')} reading={reading} />;
  const { counts, problem, drift, findings } = data;
  const summary = [say('previewCounts', counts), counts.skipped > 0 && say('previewSkipped', counts), counts.warnings > 0 && say('previewWarnings', counts)].filter(Boolean).join(', ');
  const rows = data.rows.filter(({ errors }) => !faulty || errors.length > 0);
  return (
    <Panel title={say('preview')} actions={<Switch label={say('onlyProblems')} checked={faulty} onChange={({ currentTarget }) => setFaulty(currentTarget.checked)} />} reading={{ isPending: false, error: reading.error, refetch: reading.refetch }}>
      <Text role="status">{problem ? '' : summary}</Text>
      {!drift.fits && <DriftAlert drift={drift} />}
      {problem && <Alert color="red" role="alert" title={say('notATable')}>{`${say('at', { line: problem.line, column: problem.column })}: ${problem.detail}`}</Alert>}
      {findings.length > 0 && <Alert color="yellow" mt="xs" title={say('findings')}><List size="sm">{findings.map(({ pointer, code, detail }) => <List.Item key={pointer + code}>{detail}</List.Item>)}</List></Alert>}
      {!problem && (rows.length === 0 ? <Text c="var(--ink-quiet)">{say('noProblems')}</Text> : <Rows preview={data} rows={rows} draft={draft} />)}
    </Panel>
  );
}

function Rows({ preview: { columns, rows: all }, rows, draft }: { preview: RecipePreview; rows: readonly Row[]; draft: NewRecipeBody | undefined }) {
  const say = useTexts(newImportText);
  const fieldName = useImportField();
  const { ofError } = useProblem();
  const fields = draft?.fields.map(({ target }) => target) ?? Object.keys(all.find(({ values }) => values)?.values ?? {});
  const cellOf = (row: Row, field: string) => {
    const error = row.errors.find((one) => one.field === field);
    if (error) return <span className={classes.faulty} lang="">{error.value ?? ''}</span>;
    if (row.values) return <Data>{String(row.values[field] ?? '')}</Data>;
    return <Data>{row.cells[columns.indexOf(draft?.fields.find(({ target }) => target === field)?.from ?? '')] ?? ''}</Data>;
  };
  const told: PlainColumn<Row>[] = [
    { key: 'line', label: say('line'), number: true, cell: ({ line }) => line },
    { key: 'outcome', label: say('outcome'), cell: ({ outcome }) => <ImportMark state={outcome} /> },
    { key: 'problem', label: say('problem'), cell: ({ errors }) => errors.map((error) => [error.column, ofError(error)].filter(Boolean).join(': ')).join('; ') },
    ...fields.map((field) => ({ key: field, label: fieldName(field), cell: (row: Row) => cellOf(row, field) })),
  ];
  return <div className={classes.lines}><PlainTable label={say('preview')} columns={told} rows={rows} keyOf={({ row }) => String(row)} /></div>;
}
