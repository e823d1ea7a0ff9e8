import { Anchor, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DocumentStatusMark, ExpiryMark } from '../../vocabulary/document-marks.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import type { Column } from '../../ui/data-table.tsx';
import type { DocumentRow } from './documents.api.ts';
import { documentsText } from './documents.text.ts';
import { passagesOf } from './snippet.calc.ts';

/** @param searching whether words are looked for: then the passage stands there that holds them */
export function useDocumentColumns(searching: boolean): Column<DocumentRow>[] {
  const say = useTexts(documentsText);
  const word = useTexts(documentWords);
  const { bytes, instant, number } = useFormats();
  return useMemo(() => {
    const found: Column<DocumentRow> = { key: 'found', label: say('found'), width: 'minmax(18rem, 2fr)', cell: ({ snippet }) => snippet && <Snippet snippet={snippet} /> };
    return [
      {
        key: 'name', label: say('name'), width: 'minmax(15rem, 1.5fr)',
        cell: ({ id, name, onLegalHold }) => (
          <>
            <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId: id }} />}>{name}</Anchor>
            {onLegalHold && <IconLock size={14} role="img" aria-label={say('held')} style={{ marginLeft: 6, verticalAlign: '-2px' }} />}
          </>
        ),
      },
      ...(searching ? [found] : []),
      { key: 'status', label: say('status'), width: '8.5rem', cell: ({ status }) => <DocumentStatusMark status={status} /> },
      { key: 'category', label: say('category'), width: '9rem', cell: ({ category }) => word(category) },
      { key: 'expires', label: say('expires'), width: 'minmax(14rem, 1.1fr)', cell: ({ expiresOn }) => expiresOn && <ExpiryMark expiresOn={expiresOn} /> },
      { key: 'type', label: say('type'), width: '8.5rem', cell: ({ latestVersion }) => word(latestVersion.fileType) },
      { key: 'tags', label: say('tags'), width: 'minmax(9rem, 1fr)', cell: ({ tags }) => <Text span inherit c="var(--ink-quiet)">{tags.join(', ')}</Text> },
      { key: 'version', label: say('version'), width: '5.5rem', number: true, cell: ({ latestVersion }) => number(latestVersion.number) },
      { key: 'size', label: say('size'), width: '6.5rem', number: true, cell: ({ latestVersion }) => bytes(latestVersion.byteSize) },
      { key: 'updated', label: say('updated'), width: '11rem', cell: ({ updatedAt }) => instant(updatedAt) },
    ];
  }, [say, word, bytes, instant, number, searching]);
}

function Snippet({ snippet }: { snippet: string }) {
  return passagesOf(snippet).map(({ text, matches }, at) => (matches ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>));
}
