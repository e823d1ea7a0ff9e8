import { Alert, Button, Group, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { command, options, type CommandLine } from '../../lib/command-line.ts';
import { useSelection } from '../../lib/use-selection.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { useDeadLetterColumns } from './dead-letter-columns.tsx';
import { deadLettersFound, unconsumedQuery } from './dead-letters.api.ts';
import { deadLettersText } from './dead-letters.text.ts';
import { EventSections } from './event-sections.tsx';
import { LetterActions } from './letter-actions.tsx';
import { UnconsumedFilters } from './unconsumed-filters.tsx';
import type { UnconsumedSearch } from './unconsumed-search.ts';

const DeadLetterDrawer = lazy(async () => ({ default: (await import('./dead-letter-drawer.tsx')).DeadLetterDrawer }));
const unsorted = () => undefined;

/** What the services could not consume of the tenant's events. */
export function UnconsumedPage() {
  const say = useTexts(deadLettersText);
  const search = useSearch({ from: '/inside/events/unconsumed' });
  const navigate = useNavigate({ from: '/events/unconsumed' });
  const change = useCallback((changed: Partial<UnconsumedSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const { data, error, refetch, isFetching, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...deadLettersFound(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ letters }) => letters) ?? [], [data]);
  const silent = [...new Set(data?.pages.flatMap((page) => page.silent))];
  const selection = useSelection(rows);
  const columns = useDeadLetterColumns(rows, selection);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const narrowed = search.state !== undefined || search.service !== undefined;
  const chosen = selection.rows.map(({ letter }) => letter);
  return (
    <Page full title={say('title')} summary={say('summary')} actions={<AsCommand path={`/${search.service ?? 'workflows'}/dead-letters`} query={unconsumedQuery(search)} command={commandOf(search)} />}>
      <EventSections open="unconsumed" />
      <Group gap="xs" className="no-print">
        <UnconsumedFilters search={search} narrowed={narrowed} onChange={change} />
        {chosen.length > 0 && (
          <>
            <Text role="status">{say('chosen', { count: chosen.length })}</Text>
            <LetterActions letters={chosen} />
            <Button size="xs" variant="subtle" onClick={() => selection.all(false)}>{say('unselect')}</Button>
          </>
        )}
      </Group>
      {error && <Failure error={error} onRetry={refetch} />}
      {silent.map((service) => <Alert key={service} color="yellow" role="status">{say('silent', { service })}</Alert>)}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isPending || (isFetching && hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'emptyTitle')} hint={say(narrowed ? 'nothingHint' : 'emptyHint')} />}
      />
      {search.letter && search.of && (
        <Suspense>
          <DeadLetterDrawer service={search.of} id={search.letter} onClose={() => change({ letter: undefined, of: undefined })} />
        </Suspense>
      )}
    </Page>
  );
}

/** What the operator types to see the same, of every tenant. */
function commandOf({ service, state }: UnconsumedSearch): CommandLine {
  return command`kairos events unconsumed list${options({ '--service': service, '--state': state })}`;
}
