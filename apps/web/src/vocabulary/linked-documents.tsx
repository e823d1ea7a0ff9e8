import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { DocumentSummary, PlantId } from '@kairos/contracts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { Panel } from '../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../ui/plain-table.tsx';
import { DocumentStatusMark, ExpiryMark } from './document-marks.tsx';
import { documentWords } from './document-words.ts';
import { documentsOf } from './linked-documents.api.ts';
import { linkedDocumentsText } from './linked-documents.text.ts';

/** What is filed for a plant. */
export function LinkedDocuments({ plantId, mayUpload, actions }: { plantId: string; mayUpload: boolean; actions?: ReactNode }) {
  const say = useTexts(linkedDocumentsText);
  const columns = useColumns();
  const reading = useInfiniteQuery(documentsOf(plantId));
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={say('documents')} reading={reading} empty={rows.length === 0 && say(mayUpload ? 'noneDrop' : 'none')}
      actions={<><Button size="xs" variant="subtle" renderRoot={(props) => <Link {...props} to="/documents" search={{ plant: plantId as PlantId }} />}>{say('all')}</Button>{actions}</>}
    >
      <PlainTable label={say('documents')} columns={columns} rows={rows} keyOf={({ id }) => id} />
      {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
    </Panel>
  );
}

function useColumns(): PlainColumn<DocumentSummary>[] {
  const say = useTexts(linkedDocumentsText);
  const word = useTexts(documentWords);
  const { bytes, number } = useFormats();
  return useMemo(() => [
    { key: 'name', label: say('name'), cell: ({ id, name }) => <Anchor inherit renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId: id }} />}>{name}</Anchor> },
    { key: 'category', label: say('category'), cell: ({ category }) => word(category) },
    { key: 'status', label: say('status'), cell: ({ status }) => <DocumentStatusMark status={status} /> },
    { key: 'expires', label: say('expires'), cell: ({ expiresOn }) => (expiresOn ? <ExpiryMark expiresOn={expiresOn} /> : '–') },
    { key: 'version', label: say('version'), number: true, cell: ({ latestVersion }) => number(latestVersion.number) },
    { key: 'size', label: say('size'), number: true, cell: ({ latestVersion }) => bytes(latestVersion.byteSize) },
  ], [say, word, bytes, number]);
}
