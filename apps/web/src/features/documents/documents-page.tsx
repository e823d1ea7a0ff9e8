import { Button } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { UploadPlace, useUploadPlace } from '../../vocabulary/upload-place.tsx';
import { UploadButton } from '../../vocabulary/upload-button.tsx';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { useDocumentColumns } from './document-columns.tsx';
import { DocumentFilters } from './document-filters.tsx';
import { documentCounts, firstDocuments } from './documents.api.ts';
import { documentsCommand, documentsQuery, isNarrowed, wordsOf, type DocumentsSearch } from './documents-search.ts';
import { documentsText } from './documents.text.ts';
import { ExpiryViews } from './expiry-views.tsx';

const asTheApiOrders = () => undefined;

/** What is filed, found by its words, its kind and its expiry; files come in wherever they are dropped. */
export function DocumentsPage() {
  const say = useTexts(documentsText);
  const mayWrite = useMay()('documents.document.write');
  const search = useSearch({ from: '/inside/documents' });
  const navigate = useNavigate({ from: '/documents' });
  const searching = wordsOf(search) !== undefined;
  const columns = useDocumentColumns(searching);
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...firstDocuments(search), placeholderData: keepPreviousData });
  const { data: counts } = useQuery(documentCounts(undefined));
  const uploading = useUploadPlace();
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = useCallback((changed: Partial<DocumentsSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const narrowed = isNarrowed(search);
  const [emptyTitle, emptyHint] = search.view ? (['noneExpiring', 'noneExpiringHint'] as const) : narrowed ? (['nothingTitle', 'nothingHint'] as const) : (['emptyTitle', mayWrite ? 'emptyHint' : 'emptyReader'] as const);

  return (
    <Page
      full title={say('title')} summary={counts && say('summary', counts)}
      actions={
        <>
          {mayWrite && <UploadButton onFiles={uploading.take} />}
          <Button variant="default" leftSection={<IconTemplate size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/document-templates" search={{}} />}>{say('templates')}</Button>
          <AsCommand path={searching ? '/workflows/document-search' : '/workflows/documents'} query={documentsQuery(search)} command={documentsCommand(search)} />
        </>
      }
    >
      <ExpiryViews search={search} />
      <DocumentFilters search={search} onChange={change} />
      {mayWrite && <UploadPlace uploading={uploading} fixed={search.plant ? { plantId: search.plant } : {}} />}
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={data && !hasNextPage ? rows.length : undefined} loading={isFetching && (rows.length === 0 || hasNextPage)} sort="" onSort={asTheApiOrders} onEnd={more}
        empty={!error && <Empty title={say(emptyTitle)} hint={say(emptyHint)} />}
      />
    </Page>
  );
}
