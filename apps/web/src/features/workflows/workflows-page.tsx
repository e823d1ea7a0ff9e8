import { Button } from '@mantine/core';
import { IconPlus, IconTemplate } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { useWorkflowColumns } from './workflow-columns.tsx';
import { WorkflowFilters } from './workflow-filters.tsx';
import { workflowsCommand, workflowsQuery, type WorkflowsSearch } from './workflows-search.ts';
import { firstWorkflows } from './workflows.api.ts';
import { workflowsText } from './workflows.text.ts';

const StartDialog = lazy(async () => ({ default: (await import('./start-dialog.tsx')).StartDialog }));
const unsorted = () => undefined;
/** In the address: what a workflow is started by is open, no template is chosen yet. */
const anyTemplate = 'any';

/** The practices of the portfolio, the newest first. */
export function WorkflowsPage() {
  const say = useTexts(workflowsText);
  const mayStart = useMay()('workflows.workflow.write');
  const search = useSearch({ from: '/inside/workflows' });
  const navigate = useNavigate({ from: '/workflows' });
  const columns = useWorkflowColumns();
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstWorkflows(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = useCallback((changed: Partial<WorkflowsSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const narrowed = Object.values(workflowsQuery(search)).some((value) => value !== undefined);
  const start = mayStart && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ start: anyTemplate })}>{say('start')}</Button>;

  return (
    <Page
      full title={say('title')} summary={data && say('loaded', { count: rows.length, more: String(hasNextPage) })}
      actions={
        <>
          {start}
          <Button variant="default" leftSection={<IconTemplate size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/workflow-templates" search={{}} />}>{say('templates')}</Button>
          <AsCommand path="/workflows/workflows" query={workflowsQuery(search)} command={workflowsCommand(search)} />
        </>
      }
    >
      <WorkflowFilters search={search} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'emptyTitle')} hint={say(narrowed ? 'nothingHint' : 'emptyHint')}>{!narrowed && start}</Empty>}
      />
      {search.start !== undefined && mayStart && (
        <Suspense>
          <StartDialog plantId={search.plant} templateId={search.start === anyTemplate ? undefined : search.start} onClose={() => change({ start: undefined })} />
        </Suspense>
      )}
    </Page>
  );
}
