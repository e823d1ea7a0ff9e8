import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { SubmissionPackView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { manifestOf, packsOf } from './submission-packs.api.ts';
import { packsText } from './submission-packs.text.ts';

/** What was put together before, by whom, and the proof of it. */
export function PacksOnRecord({ workflowId }: { workflowId: string }) {
  const say = useTexts(packsText);
  const locale = useLocale();
  const { bytes, instant, number } = useFormats();
  const reading = useInfiniteQuery(packsOf(workflowId));
  const packs = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('record')} reading={reading} empty={packs.length === 0 && say('noRecord')}>
      <PlainTable
        label={say('record')} rows={packs} keyOf={({ id }) => id}
        columns={[
          { key: 'made', label: say('madeAt'), cell: ({ madeAt }) => instant(madeAt) },
          { key: 'by', label: say('by'), cell: ({ madeByUserId }) => <PersonName userId={madeByUserId} /> },
          { key: 'documents', label: say('documents'), number: true, cell: ({ documentCount }) => number(documentCount) },
          { key: 'size', label: say('size'), number: true, cell: ({ byteSize }) => bytes(byteSize) },
          { key: 'missing', label: say('lacked'), cell: ({ missing }) => (missing.length === 0 ? '–' : missing.map(({ title }) => title[locale]).join(', ')) },
          { key: 'hash', label: say('manifestHash'), cell: ({ manifestSha256 }) => <code title={manifestSha256}>{manifestSha256.slice(0, 12)}…</code> },
          { key: 'manifest', label: '', cell: (pack) => <Manifest pack={pack} /> },
        ]}
      />
      {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
    </Panel>
  );
}

function Manifest({ pack: { id, madeAt } }: { pack: SubmissionPackView }) {
  const say = useTexts(packsText);
  const { instant } = useFormats();
  const save = useCommand({ run: () => saveFile({ path: manifestOf(id) }, `manifest-${id}.json`), changes: [] });
  return <Button size="compact-sm" variant="subtle" loading={save.isPending} aria-label={say('manifestOf', { when: instant(madeAt) })} onClick={() => save.mutate(undefined)}>{say('manifest')}</Button>;
}
