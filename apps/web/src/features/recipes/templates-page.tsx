import { Anchor, Button, Group, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { RecipeTemplateSummary } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { firstTemplates } from './recipes.api.ts';
import { categories, origins, targets, templatesCommand, type TemplatesSearch } from './recipes-search.ts';
import { OwnId } from './own-id.tsx';
import { recipesText } from './recipes.text.ts';
import { RoomSections } from './room-sections.tsx';
import { templateSharesText } from './template-shares.text.ts';

const unsorted = () => undefined;

/** Recipes that others made ready: shipped, of one's own organisation, and shared by others. */
export function TemplatesPage() {
  const say = useTexts(recipesText);
  const search = useSearch({ from: '/inside/recipe-templates' });
  const navigate = useNavigate({ from: '/recipe-templates' });
  const columns = useColumns();
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstTemplates(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = useCallback((changed: Partial<TemplatesSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <Page
      full title={say('templatesTitle')} summary={data && say('templateCount', { count: rows.length, more: String(hasNextPage) })}
      actions={<AsCommand path="/intake/recipe-templates" query={search} command={templatesCommand(search)} />}
    >
      <RoomSections />
      <OwnId />
      <Filters search={search} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('templatesTable')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say('noTemplateTitle')} hint={say('noTemplateHint')} />}
      />
    </Page>
  );
}

function useColumns(): Column<RecipeTemplateSummary>[] {
  const say = useTexts(recipesText);
  const sayShare = useTexts(templateSharesText);
  const word = useTexts(importWords);
  const { instant } = useFormats();
  return useMemo(
    () => [
      { key: 'title', label: say('template'), width: 'minmax(20rem, 3fr)', cell: ({ id, title }) => <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/recipe-templates/$recipeTemplateId" params={{ recipeTemplateId: id }} />}>{title}</Anchor> },
      { key: 'target', label: say('target'), width: '10rem', cell: ({ target }) => word(target) },
      { key: 'category', label: say('category'), width: '9rem', cell: ({ category }) => say(category) },
      { key: 'origin', label: say('origin'), width: 'minmax(12rem, 1fr)', cell: ({ origin, sharedUntil }) => (sharedUntil ? sayShare('sharedUntil', { at: instant(sharedUntil) }) : say(origin)) },
      { key: 'uses', label: say('uses'), width: '6rem', number: true, cell: ({ uses }) => uses },
      { key: 'tags', label: say('tags'), width: 'minmax(10rem, 1fr)', cell: ({ tags }) => tags.join(', ') },
    ],
    [say, sayShare, word, instant],
  );
}

function Filters({ search, onChange }: { search: TemplatesSearch; onChange: (changed: Partial<TemplatesSearch>) => void }) {
  const say = useTexts(recipesText);
  const word = useTexts(importWords);
  const choice = (key: 'target' | 'category' | 'origin', data: { value: string; label: string }[]) => (
    <Select aria-label={say(key)} placeholder={say(key)} clearable w="11rem" value={search[key] ?? null} data={data} onChange={(value) => onChange({ [key]: value ?? undefined })} />
  );
  return (
    <Group gap="xs" className="no-print" role="search">
      <SearchField label={say('search')} value={search.text} onChange={(text) => onChange({ text })} />
      {choice('target', targets.map((value) => ({ value, label: word(value) })))}
      {choice('category', categories.map((value) => ({ value, label: say(value) })))}
      {choice('origin', origins.map((value) => ({ value, label: say(value) })))}
      {Object.values(search).some((value) => value !== undefined) && <Button variant="subtle" onClick={() => onChange({ target: undefined, category: undefined, origin: undefined, text: undefined })}>{say('clear')}</Button>}
    </Group>
  );
}
