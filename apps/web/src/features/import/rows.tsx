import { Alert, Button, Checkbox, Group, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useProblem } from '../../vocabulary/use-problem.ts';
import { importRows } from './import.api.ts';
import { importText } from './import.text.ts';
import { rowsQuery, type ImportSearch } from './import-search.ts';
import { useRowColumns } from './row-columns.tsx';
import classes from './import.module.css';

const unsorted = () => undefined;
type Props = { job: ImportJobView; search: ImportSearch; onChange: (changed: Partial<ImportSearch>) => void };

/** What became of each row, however many there are; a rejected one is corrected where it stands. */
export function Rows({ job, search, onChange }: Props) {
  const say = useTexts(importText);
  const { instant } = useFormats();
  const columns = useRowColumns(job, onChange);
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...importRows(job, search), enabled: job.resultsRemovedAt === null, placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items).map((row) => ({ ...row, id: String(row.row) })) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (job.resultsRemovedAt !== null) return <Alert>{say('rowsRemoved', { at: instant(job.resultsRemovedAt) })}</Alert>;
  return (
    <section className={classes.rows} aria-label={say('rows')}>
      <Group justify="space-between">
        <Title order={2}>{say('rows')}</Title>
        <span className={classes.quiet} role="status">{data && say('loaded', { count: rows.length, more: String(hasNextPage) })}</span>
      </Group>
      <Filters search={search} onChange={onChange} />
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say('nothingTitle')} hint={say('nothingHint')} />}
      />
    </section>
  );
}

function Filters({ search, onChange }: Omit<Props, 'job'>) {
  const say = useTexts(importText);
  const { ofCode } = useProblem();
  const narrowed = Object.values(rowsQuery(search)).some((value) => value !== undefined);
  const told = [search.column, search.code && ofCode(search.code)].filter(Boolean).join(': ');
  return (
    <Group gap="sm" className="no-print" role="search">
      <SearchField label={say('search')} value={search.text} onChange={(text) => onChange({ text })} />
      <Checkbox label={say('openOnly')} checked={search.open === 'true'} onChange={({ currentTarget }) => onChange({ open: currentTarget.checked ? 'true' : undefined, ...(currentTarget.checked ? { outcome: undefined } : {}) })} />
      {told && <span className={classes.quiet}>{told}</span>}
      {narrowed && <Button variant="subtle" onClick={() => onChange({ outcome: undefined, code: undefined, column: undefined, text: undefined, open: undefined, divergent: undefined })}>{say('clear')}</Button>}
    </Group>
  );
}
