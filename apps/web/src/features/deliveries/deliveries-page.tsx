import { Button, Group, Select, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { BulkDeliveries } from '../../vocabulary/bulk-deliveries.tsx';
import { deliveryWords } from '../../vocabulary/delivery-words.ts';
import { deliveryCounts, firstDeliveries } from './deliveries.api.ts';
import { deliveriesCommand, deliveriesQuery, statuses, type DeliveriesSearch } from './deliveries-search.ts';
import { deliveriesText } from './deliveries.text.ts';
import { useDeliveryColumns } from './delivery-columns.tsx';
import { whoseOf } from './whose.ts';

const DeliveryDrawer = lazy(async () => ({ default: (await import('./delivery-drawer.tsx')).DeliveryDrawer }));
const unsorted = () => undefined;

/** Everything that went out, or is to go out, to other systems. */
export function DeliveriesPage() {
  const say = useTexts(deliveriesText);
  const search = useSearch({ from: '/inside/deliveries' });
  const navigate = useNavigate({ from: '/deliveries' });
  const change = useCallback((changed: Partial<DeliveriesSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const columns = useDeliveryColumns(change);
  const { data: counts } = useQuery(deliveryCounts(search));
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstDeliveries(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const whose = whoseOf(search);
  const narrowed = search.status !== undefined || whose !== undefined;
  return (
    <Page
      full title={say('title')} summary={counts && say('summary', counts)}
      actions={
        <>
          {whose && counts && <BulkDeliveries whose={whose} counts={counts} />}
          <AsCommand path="/intake/deliveries" query={deliveriesQuery(search)} command={deliveriesCommand(search)} />
        </>
      }
    >
      <Filters search={search} narrowed={narrowed} ofOne={whose !== undefined} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'emptyTitle')} hint={say(narrowed ? 'nothingHint' : 'emptyHint')} />}
      />
      {search.delivery && (
        <Suspense>
          <DeliveryDrawer id={search.delivery} onClose={() => change({ delivery: undefined })} />
        </Suspense>
      )}
    </Page>
  );
}

type FilterProps = { search: DeliveriesSearch; narrowed: boolean; ofOne: boolean; onChange: (changed: Partial<DeliveriesSearch>) => void };

function Filters({ search, narrowed, ofOne, onChange }: FilterProps) {
  const say = useTexts(deliveriesText);
  const word = useTexts(deliveryWords);
  return (
    <Group gap="xs" className="no-print" role="search">
      <Select
        aria-label={say('status')} placeholder={say('status')} clearable w="11rem" value={search.status ?? null} data={statuses.map((value) => ({ value, label: word(value) }))}
        onChange={(status) => onChange({ status: (status ?? undefined) as DeliveriesSearch['status'] })}
      />
      {ofOne && <Text c="var(--ink-quiet)">{say('narrowed')}</Text>}
      {narrowed && <Button variant="subtle" onClick={() => onChange({ status: undefined, connector: undefined, webhook: undefined, import: undefined })}>{say('clear')}</Button>}
    </Group>
  );
}
