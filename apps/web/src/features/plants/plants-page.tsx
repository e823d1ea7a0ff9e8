import { Alert, Button } from '@mantine/core';
import { IconMap2, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { ExportPlants } from './export-plants.tsx';
import { usePlantColumns, usualColumns } from './plant-columns.tsx';
import { PlantFilters } from './plant-filters.tsx';
import { plantsCommand, plantsQuery, type PlantsSearch } from './plants-search.ts';
import { firstPlants, plantsSummary } from './plants.api.ts';
import { plantsText } from './plants.text.ts';
import { SavedViews } from './saved-views.tsx';

/** The portfolio as a list; whatever narrows or orders it stands in the address. */
export function PlantsPage() {
  const say = useTexts(plantsText);
  const formats = useFormats();
  const may = useMay();
  const search = useSearch({ from: '/inside/plants' });
  const navigate = useNavigate({ from: '/plants' });
  const every = usePlantColumns();
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstPlants(search), placeholderData: keepPreviousData });
  const { data: summary } = useQuery({ ...plantsSummary(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const chosen = useMemo(() => search.columns?.split(',') ?? usualColumns, [search.columns]);
  const columns = useMemo(() => every.filter(({ key }) => chosen.includes(key)), [every, chosen]);

  const change = useCallback((changed: Partial<PlantsSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const narrowed = Object.values({ ...plantsQuery(search), sort: undefined }).some((value) => value !== undefined);

  return (
    <Page
      full title={say('title')}
      summary={summary && say('summary', { plants: summary.plants, capacity: formats.capacity(summary.capacityKw), active: formats.capacity(summary.active.capacityKw) })}
      actions={
        <>
          {may('assets.plant.register') && <Button component={Link} to="/plants/new" leftSection={<IconPlus size={16} aria-hidden />}>{say('register')}</Button>}
          <Button variant="default" renderRoot={(props) => <Link to="/plants/map" search={plantsQuery({ ...search, sort: undefined })} {...props} />} leftSection={<IconMap2 size={16} aria-hidden />}>{say('onMap')}</Button>
          <SavedViews search={search} columns={chosen} known={every.map(({ key }) => key)} />
          <ColumnChooser columns={every} chosen={chosen} onChange={(keys) => change({ columns: keys.join() === usualColumns.join() ? undefined : keys.join() })} />
          <ExportPlants search={search} />
          <AsCommand path="/assets/plants" query={plantsQuery(search)} command={plantsCommand(search)} />
        </>
      }
    >
      <PlantFilters search={search} onChange={change} />
      {error && <Alert color="red" role="alert" title={say('failed')}>{error.message}</Alert>}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={summary?.plants} loading={isFetching} sort={search.sort ?? 'name'}
        onSort={(sort) => change({ sort: sort as PlantsSearch['sort'] })} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'noneTitle')} hint={say(narrowed ? 'nothingHint' : 'noneHint')} />}
      />
    </Page>
  );
}
