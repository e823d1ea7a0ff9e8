import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { recentFiles } from './new-import.api.ts';
import { newImportText } from './new-import.text.ts';

/** Files that are here already need not be sent again. */
export function RecentFiles({ onUse }: { onUse: (sourceFileId: string) => void }) {
  const say = useTexts(newImportText);
  const { bytes, instant } = useFormats();
  const reading = useQuery(recentFiles());
  return (
    <Panel title={say('recent')} reading={reading} empty={reading.data?.items.length === 0 && say('recentEmpty')}>
      <PlainTable
        label={say('recent')} rows={reading.data?.items ?? []} keyOf={({ id }) => id}
        columns={[
          { key: 'file', label: say('file'), cell: ({ id, fileName }) => <Anchor component="button" type="button" inherit ta="left" aria-label={say('use', { name: fileName })} onClick={() => onUse(id)}>{fileName}</Anchor> },
          { key: 'size', label: say('size'), number: true, cell: ({ byteSize }) => bytes(byteSize) },
          { key: 'uploaded', label: say('uploaded'), cell: ({ uploadedAt }) => instant(uploadedAt) },
        ]}
      />
    </Panel>
  );
}
