import { Button, Code } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Data } from '../../ui/data.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { tombstones } from './retention.api.ts';
import { retentionText } from './retention.text.ts';

/** What is left of documents that went for good. */
export function TombstonesPanel() {
  const say = useTexts(retentionText);
  const word = useTexts(documentWords);
  const { instant } = useFormats();
  const { data, hasNextPage, fetchNextPage, ...reading } = useInfiniteQuery(tombstones());
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('tombstones')} reading={reading} empty={rows.length === 0 && say('noTombstones')}>
      <PlainTable
        label={say('tombstones')} rows={rows} keyOf={({ documentVersionId }) => documentVersionId}
        columns={[
          { key: 'document', label: say('document'), cell: ({ name }) => <Data>{name}</Data> },
          { key: 'file', label: say('file'), cell: ({ fileName }) => <Data>{fileName}</Data> },
          { key: 'category', label: say('category'), cell: ({ category }) => word(category) },
          { key: 'hash', label: say('hash'), cell: ({ sha256 }) => <Code title={sha256}>{sha256.slice(0, 16)}</Code> },
          { key: 'reason', label: say('reason'), cell: ({ reason }) => <Data>{reason}</Data> },
          { key: 'by', label: say('by'), cell: ({ disposedByUserId }) => <PersonName userId={disposedByUserId} /> },
          { key: 'at', label: say('goneAt'), cell: ({ disposedAt }) => instant(disposedAt) },
        ]}
      />
      {hasNextPage && <Button variant="subtle" onClick={() => void fetchNextPage()}>{say('more')}</Button>}
    </Panel>
  );
}
