import { Anchor, Group, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { RecipeSummary } from '@kairos/contracts';
import { command, options } from '../../lib/command-line.ts';
import { useNameOf } from '../../lib/people.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { firstRecipes } from './recipes.api.ts';
import { targets, type RecipesSearch } from './recipes-search.ts';
import { recipesText } from './recipes.text.ts';
import { RoomSections } from './room-sections.tsx';

const unsorted = () => undefined;
type Row = RecipeSummary & { id: string };

/** How files become records: the newest version of every recipe. */
export function RecipesPage() {
  const say = useTexts(recipesText);
  const word = useTexts(importWords);
  const search = useSearch({ from: '/inside/recipes' });
  const navigate = useNavigate({ from: '/recipes' });
  const columns = useColumns();
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstRecipes(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items).map((one): Row => ({ ...one, id: one.name })) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <Page
      full title={say('title')} summary={data && say('count', { count: rows.length, more: String(hasNextPage) })}
      actions={<AsCommand path="/intake/recipes" query={search} command={command`kairos recipes list${options({ '--target': search.target })}`} />}
    >
      <RoomSections />
      <Group gap="xs" className="no-print" role="search">
        <Select
          aria-label={say('target')} placeholder={say('target')} clearable w="12rem" value={search.target ?? null} data={targets.map((value) => ({ value, label: word(value) }))}
          onChange={(target) => void navigate({ search: { target: (target ?? undefined) as RecipesSearch['target'] }, replace: true })}
        />
      </Group>
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say('emptyTitle')} hint={say('emptyHint')} />}
      />
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const say = useTexts(recipesText);
  const word = useTexts(importWords);
  const nameOf = useNameOf();
  const { instant } = useFormats();
  return useMemo(
    () => [
      { key: 'title', label: say('recipe'), width: 'minmax(16rem, 2fr)', cell: ({ name, title }) => <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/recipes/$name" params={{ name }} search={{}} />}>{title}</Anchor> },
      { key: 'name', label: say('name'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
      { key: 'version', label: say('version'), width: '6rem', number: true, cell: ({ version }) => version },
      { key: 'target', label: say('target'), width: '10rem', cell: ({ target }) => word(target) },
      { key: 'origin', label: say('origin'), width: '12rem', cell: ({ origin }) => say(origin) },
      { key: 'published', label: say('published'), width: 'minmax(12rem, 1fr)', cell: ({ createdAt, createdByUserId }) => [createdAt && instant(createdAt), createdByUserId && nameOf(createdByUserId)].filter(Boolean).join(', ') },
    ],
    [say, word, nameOf, instant],
  );
}
