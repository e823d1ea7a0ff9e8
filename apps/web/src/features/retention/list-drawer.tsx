import { Button, Drawer, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { DisposalListView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Data } from '../../ui/data.tsx';
import { Failure } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { ListState } from './list-state.tsx';
import { decideList, disposalList } from './retention.api.ts';
import { retentionText } from './retention.text.ts';

/** One list: what stands on it, what became of each, and the decision. */
export function ListDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const say = useTexts(retentionText);
  const { instant } = useFormats();
  const { data, error, isPending, refetch } = useQuery(disposalList(id));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={data ? say('listOf', { at: instant(data.drawnUpAt) }) : say('lists')}>
      {error && <Failure error={error} onRetry={refetch} />}
      {isPending && <Skeleton h={200} />}
      {data && <Content list={data} />}
    </Drawer>
  );
}

function Content({ list }: { list: DisposalListView }) {
  const say = useTexts(retentionText);
  const word = useTexts(documentWords);
  const { day } = useFormats();
  return (
    <Stack>
      <Group justify="space-between">
        <ListState status={list.status} />
        <Group gap="xs">
          {list.status === 'proposed' && <Decision list={list} />}
          <AsCommand path={`/workflows/disposal-lists/${list.id}`} command={command`kairos disposals show ${list.id}`} />
        </Group>
      </Group>
      <Text><Data>{list.reason}</Data></Text>
      <PlainTable
        label={say('count')} rows={list.items} keyOf={({ documentId }) => documentId}
        columns={[
          { key: 'document', label: say('document'), cell: ({ name }) => <Data>{name}</Data> },
          { key: 'category', label: say('category'), cell: ({ category }) => word(category) },
          { key: 'until', label: say('keptUntil'), cell: ({ retainUntil }) => retainUntil && day(retainUntil) },
          { key: 'state', label: say('state'), cell: ({ state, keptBecause }) => [say(`item_${state}`), keptBecause].filter(Boolean).join(': ') },
        ]}
      />
    </Stack>
  );
}

function Decision({ list }: { list: DisposalListView }) {
  const say = useTexts(retentionText);
  const [asks, asking] = useDisclosure(false);
  const { mutate, isPending } = useCommand({ run: (decision: 'approve' | 'withdraw') => decideList(list, decision), changes: [['workflows']], done: ({ status }) => say(status === 'withdrawn' ? 'wasWithdrawn' : 'carried') });
  return (
    <>
      <Button size="xs" variant="default" disabled={isPending} onClick={() => mutate('withdraw')}>{say('withdraw')}</Button>
      <Button size="xs" disabled={isPending} onClick={asking.open}>{say('approve')}</Button>
      <Modal opened={asks} onClose={asking.close} title={say('approveTitle', { count: list.items.length })}>
        <Stack>
          <Text>{say('approveHint')}</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={asking.close}>{say('cancel')}</Button>
            <Button color="red" loading={isPending} onClick={() => mutate('approve', { onSettled: asking.close })}>{say('approve')}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
