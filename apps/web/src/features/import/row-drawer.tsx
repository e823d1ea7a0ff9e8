import { Alert, Button, Drawer, List, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { FieldChange, ImportJobView, RowResultDetail } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Data } from '../../ui/data.tsx';
import { ImportMark } from '../../vocabulary/import-mark.tsx';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { useProblem } from '../../vocabulary/use-problem.ts';
import { useCorrectable } from './correctable.ts';
import { fixRow, importRow } from './import.api.ts';
import type { ImportSearch } from './import-search.ts';
import { importText } from './import.text.ts';
import { ToImport } from './standing.tsx';
import classes from './import.module.css';

type Props = { job: ImportJobView; row: number; onChange: (changed: Partial<ImportSearch>) => void };

/** One row in full: its cells, what the recipe makes of them, what becomes of the record; a rejected one to be corrected. */
export function RowDrawer({ job, row, onChange }: Props) {
  const say = useTexts(importText);
  const reading = useQuery(importRow(job.id, row));
  const { data } = reading;
  const correctable = useCorrectable(job) && data?.outcome === 'rejected' && data.correctedByJobId === null;
  return (
    <Drawer opened onClose={() => onChange({ row: undefined })} position="right" size="lg" title={data ? say('rowTitle', { line: data.line }) : say('loading')}>
      {reading.error && <Failure error={reading.error} onRetry={reading.refetch} />}
      {reading.isPending && <Skeleton h={200} />}
      {data && (
        <Stack gap="md">
          <div className={classes.stepper}>
            <Button size="xs" variant="default" disabled={row === 1} onClick={() => onChange({ row: row - 1 })}>{say('previousRow')}</Button>
            <Button size="xs" variant="default" disabled={row >= job.counts.read} onClick={() => onChange({ row: row + 1 })}>{say('nextRow')}</Button>
          </div>
          <div className={classes.line}>
            <ImportMark state={data.outcome} />
            {data.correctedByJobId && <ToImport id={data.correctedByJobId}>{say('taken')}</ToImport>}
          </div>
          <Errors row={data} />
          {data.changes.length > 0 && <Changes changes={data.changes} />}
          {correctable ? <Correct importJobId={job.id} row={data} onDone={() => onChange({ row: undefined })} /> : <Cells row={data} />}
          {data.output && <Output output={data.output} />}
        </Stack>
      )}
    </Drawer>
  );
}

function Errors({ row: { errors } }: { row: RowResultDetail }) {
  const say = useTexts(importText);
  const { ofError } = useProblem();
  if (errors.length === 0) return null;
  return (
    <Alert color="red" title={say('errors')}>
      <List size="sm">{errors.map((error) => <List.Item key={[error.code, error.column].join(' ')}>{[error.column, error.value !== null && `“${error.value}”`, ofError(error)].filter(Boolean).join(' · ')}</List.Item>)}</List>
    </Alert>
  );
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  const say = useTexts(importText);
  const field = useImportField();
  const text = (value: FieldChange['before']) => (value === null || value === '' ? '' : Array.isArray(value) ? value.join(', ') : String(value));
  return (
    <div>
      <Title order={3}>{say('changes')}</Title>
      <PlainTable
        label={say('changes')} rows={changes} keyOf={(change) => change.field}
        columns={[
          { key: 'field', label: say('field'), cell: (change) => field(change.field) },
          { key: 'before', label: say('before'), cell: ({ before }) => <Data>{text(before)}</Data> },
          { key: 'after', label: say('afterwards'), cell: ({ after }) => <Data>{text(after)}</Data> },
        ]}
      />
    </div>
  );
}

function Cells({ row: { input } }: { row: RowResultDetail }) {
  const say = useTexts(importText);
  return (
    <div>
      <Title order={3} mb={4}>{say('cells')}</Title>
      <Facts of={input.filter(({ cell }) => cell !== '').map(({ column, cell }) => [column, <Data key={column}>{cell}</Data>] as const)} />
    </div>
  );
}

function Output({ output }: { output: Record<string, unknown> }) {
  const say = useTexts(importText);
  const field = useImportField();
  return (
    <div>
      <Title order={3} mb={4}>{say('output')}</Title>
      <Facts of={Object.entries(output).filter(([, value]) => value !== null).map(([name, value]) => [field(name), <Data key={name}>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</Data>] as const)} />
    </div>
  );
}

/** Cells at fault stand first; all can be changed. */
function Correct({ importJobId, row: { row, input, errors }, onDone }: { importJobId: string; row: RowResultDetail; onDone: () => void }) {
  const say = useTexts(importText);
  const { ofError } = useProblem();
  const [cells, setCells] = useState<Readonly<Record<string, string>>>({});
  const fix = useCommand({ run: () => fixRow(importJobId, row, cells), changes: [['intake']], done: () => say('fixed') });
  const faultOf = (column: string) => errors.find((error) => error.column === column && (error.severity ?? 'error') === 'error');
  const ordered = [...input].sort((a, b) => Number(faultOf(b.column) !== undefined) - Number(faultOf(a.column) !== undefined));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (Object.keys(cells).length > 0) fix.mutate(undefined, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Title order={3} mb={4}>{say('cells')}</Title>
      <div className={classes.cells}>
        {ordered.map(({ column, cell }) => {
          const fault = faultOf(column);
          return (
            <TextInput
              key={column} size="xs" label={column} value={cells[column] ?? cell} error={cells[column] === undefined && fault && ofError(fault)}
              onChange={({ currentTarget: { value } }) => setCells(({ [column]: _, ...others }) => (value === cell ? others : { ...others, [column]: value }))}
            />
          );
        })}
        <Button type="submit" disabled={Object.keys(cells).length === 0} loading={fix.isPending}>{say('importCorrected')}</Button>
      </div>
    </form>
  );
}
