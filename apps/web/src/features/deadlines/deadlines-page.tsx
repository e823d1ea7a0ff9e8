import { Alert } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { useDeadlineColumns } from './deadline-columns.tsx';
import { DeadlineFilters } from './deadline-filters.tsx';
import { deadlinesSummary, firstDeadlines } from './deadlines.api.ts';
import { deadlinesCommand, deadlinesQuery, type DeadlinesSearch } from './deadlines-search.ts';
import { deadlinesText } from './deadlines.text.ts';
import { ViewChooser } from './view-chooser.tsx';

const asTheApiOrders = () => undefined;

/** What is due, the next first; whatever narrows it stands in the address. */
export function DeadlinesPage() {
  const say = useTexts(deadlinesText);
  const { number } = useFormats();
  const search = useSearch({ from: '/inside/deadlines' });
  const navigate = useNavigate({ from: '/deadlines' });
  const columns = useDeadlineColumns();
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstDeadlines(search), placeholderData: keepPreviousData });
  const { data: all } = useQuery(deadlinesSummary({}));
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = useCallback((changed: Partial<DeadlinesSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const narrowed = Object.values(search).some((value) => value !== undefined);

  return (
    <Page
      full title={say('title')} summary={all && say('summary', { overdue: all.overdue, soon: all.dueWithin30Days, open: number(all.open) })}
      actions={<AsCommand path="/workflows/deadlines" query={deadlinesQuery(search)} command={deadlinesCommand(search)} />}
    >
      <ViewChooser search={search} />
      <DeadlineFilters search={search} onChange={change} />
      {error && <Alert color="red" role="alert" title={say('failed')}>{error.message}</Alert>}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={data && !hasNextPage ? rows.length : undefined} loading={isFetching} sort="" onSort={asTheApiOrders} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'noneTitle')} hint={say(narrowed ? 'nothingHint' : 'noneHint')} />}
      />
    </Page>
  );
}
