import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { TaskFilters } from './task-filters.tsx';
import { useTaskColumns } from './task-columns.tsx';
import { tasksCommand, tasksRequest, type TasksSearch } from './tasks-search.ts';
import { firstTasks } from './tasks.api.ts';
import { tasksText } from './tasks.text.ts';
import { useSelection, type Selection } from '../../lib/use-selection.ts';
import classes from './tasks.module.css';

const unsorted = () => undefined;

/** The inbox: what is open, mine first; whatever narrows it stands in the address. */
export function TasksPage() {
  const say = useTexts(tasksText);
  const may = useMay();
  const search = useSearch({ from: '/inside/tasks' });
  const navigate = useNavigate({ from: '/tasks' });
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstTasks(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const selection = useSelection(rows);
  const mayChange = may('workflows.workflow.write');
  const columns = useTaskColumns(rows, mayChange ? selection : undefined);
  const frame = useRef<HTMLDivElement>(null);
  const onKeyDown = useKeys(selection, frame);

  const change = useCallback((changed: Partial<TasksSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  return (
    <Page
      full title={say('title')} summary={data && say('loaded', { count: rows.length, more: String(hasNextPage) })}
      actions={<AsCommand {...tasksRequest(search)} command={tasksCommand(search)} />}
    >
      <TaskFilters search={search} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      {mayChange && rows.length > 0 && <BulkBar selection={selection} />}
      <div ref={frame} className={classes.list} onKeyDown={onKeyDown}>
        <DataTable
          label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
          empty={!error && <NoTasks search={search} />}
        />
      </div>
    </Page>
  );
}

/** Arrows go from task to task, with Shift they take along; Escape lets go of all. */
function useKeys({ add, all, rows }: Selection<{ id: string }>, frame: RefObject<HTMLDivElement | null>) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && rows.length > 0) return all(false);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = Number((event.target as HTMLElement).dataset['at'] ?? Number.NaN);
    if (step === undefined || Number.isNaN(at)) return undefined;
    const next = frame.current?.querySelector<HTMLInputElement>(`[data-at="${at + step}"]`);
    event.preventDefault();
    if (!next) return undefined;
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    if (event.shiftKey) add([at, at + step]);
    return undefined;
  };
}

function NoTasks({ search: { view = 'mine', ...narrowing } }: { search: TasksSearch }) {
  const say = useTexts(tasksText);
  if (Object.values(narrowing).some((value) => value !== undefined)) return <Empty title={say('nothingTitle')} hint={say('nothingHint')} />;
  return (
    <Empty title={say(`${view}EmptyTitle`)} hint={say(`${view}EmptyHint`)}>
      {view !== 'overdue' && <Button component={Link} to="/workflows" variant="default">{say('toWorkflows')}</Button>}
    </Empty>
  );
}
