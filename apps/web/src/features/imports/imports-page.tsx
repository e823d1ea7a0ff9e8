import { Button, Group, Select } from '@mantine/core';
import { IconFileImport, IconToolsKitchen2 } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { useImportColumns } from './import-columns.tsx';
import { importsCommand, modes, statuses, type ImportsSearch } from './imports-search.ts';
import { firstImports } from './imports.api.ts';
import { importsText } from './imports.text.ts';

const unsorted = () => undefined;

/** What was brought in, what is coming in and what waits to be approved, the newest first. */
export function ImportsPage() {
  const say = useTexts(importsText);
  const may = useMay();
  const search = useSearch({ from: '/inside/imports' });
  const navigate = useNavigate({ from: '/imports' });
  const columns = useImportColumns();
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstImports(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = useCallback((changed: Partial<ImportsSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const narrowed = search.status !== undefined || search.mode !== undefined;
  const start = may('intake.source-file.upload') && may('intake.import-job.run') && <Button leftSection={<IconFileImport size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/imports/new" search={{}} />}>{say('start')}</Button>;

  return (
    <Page
      full title={say('title')} summary={data && say('loaded', { count: rows.length, more: String(hasNextPage) })}
      actions={
        <>
          {start}
          {may('intake.recipe.read') && <Button variant="default" leftSection={<IconToolsKitchen2 size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/recipes" search={{}} />}>{say('recipes')}</Button>}
          <AsCommand path="/intake/import-jobs" query={search} command={importsCommand(search)} />
        </>
      }
    >
      <Filters search={search} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'emptyTitle')} hint={say(narrowed ? 'nothingHint' : 'emptyHint')}>{!narrowed && start}</Empty>}
      />
    </Page>
  );
}

function Filters({ search, onChange }: { search: ImportsSearch; onChange: (change: Partial<ImportsSearch>) => void }) {
  const say = useTexts(importsText);
  const word = useTexts(importWords);
  const choice = <Key extends 'status' | 'mode'>(key: Key, values: readonly NonNullable<ImportsSearch[Key]>[]) => (
    <Select
      aria-label={say(key)} placeholder={say(key)} clearable w="11rem" value={search[key] ?? null} data={values.map((value) => ({ value, label: word(value) }))}
      onChange={(value) => onChange({ [key]: value ?? undefined })}
    />
  );
  return (
    <Group gap="xs" className="no-print" role="search">
      {choice('status', statuses)}
      {choice('mode', modes)}
      {(search.status ?? search.mode) && <Button variant="subtle" onClick={() => onChange({ status: undefined, mode: undefined })}>{say('clear')}</Button>}
    </Group>
  );
}
