import { Anchor, Button, Code, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeliveryView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { DeliveryMark } from '../../vocabulary/traffic.tsx';
import { cancelDelivery, delivery, replayDelivery } from './deliveries.api.ts';
import { deliveriesText } from './deliveries.text.ts';

/** One delivery: what is sent, every answer, and another try. */
export function DeliveryDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const say = useTexts(deliveriesText);
  const { instant } = useFormats();
  const reading = useQuery(delivery(id));
  const { data } = reading;
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={data ? say('one', { at: instant(data.createdAt) }) : say('loading')}>
      {reading.error && <Failure error={reading.error} onRetry={reading.refetch} />}
      {reading.isPending && <Skeleton h={200} />}
      {data && <Content of={data} />}
    </Drawer>
  );
}

function Content({ of }: { of: DeliveryView }) {
  const say = useTexts(deliveriesText);
  const may = useMay()('intake.delivery.manage');
  const { instant } = useFormats();
  const { id, status, topic, importJobId, rowNumber, eventId, idempotencyKey, nextAttemptAt, payload } = of;
  const replay = useCommand({ run: () => replayDelivery(id), changes: [['intake']], done: () => say('replayed') });
  const cancel = useCommand({ run: () => cancelDelivery(id), changes: [['intake']] });
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <DeliveryMark status={status} />
        <Group gap="xs">
          {may && status === 'pending' && <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>{say('cancel')}</Button>}
          {may && status !== 'pending' && <Button size="xs" loading={replay.isPending} onClick={() => replay.mutate(undefined)}>{say('replay')}</Button>}
          <AsCommand path={`/intake/deliveries/${id}`} command={command`kairos deliveries show ${id}`} />
        </Group>
      </Group>
      <Facts
        of={[
          [say('topic'), topic],
          [say('ofImport'), importJobId && <Anchor inherit renderRoot={(props) => <Link {...props} to="/imports/$importJobId" params={{ importJobId }} search={rowNumber === null ? {} : { row: rowNumber }} />}>{rowNumber === null ? importJobId : say('row', { row: rowNumber })}</Anchor>],
          [say('event'), eventId], [say('key'), idempotencyKey], [say('next'), nextAttemptAt && instant(nextAttemptAt)],
        ]}
      />
      <div>
        <Title order={3} mb={4}>{say('log')}</Title>
        {of.log.length === 0 ? <Text c="var(--ink-quiet)">{say('noAttempts')}</Text> : <Attempts log={of.log} />}
      </div>
      <div>
        <Title order={3} mb={4}>{say('sent')}</Title>
        <Code block tabIndex={0}>{JSON.stringify(payload, null, 2)}</Code>
      </div>
    </Stack>
  );
}

function Attempts({ log }: Pick<DeliveryView, 'log'>) {
  const say = useTexts(deliveriesText);
  const { instant, number } = useFormats();
  return (
    <PlainTable
      label={say('log')} rows={[...log].reverse()} keyOf={({ startedAt }) => startedAt}
      columns={[
        { key: 'at', label: say('at'), cell: ({ startedAt }) => instant(startedAt) },
        { key: 'outcome', label: say('outcome'), cell: ({ outcome }) => say(outcome) },
        { key: 'took', label: say('took'), number: true, cell: ({ ms }) => say('ms', { ms: number(ms) }) },
        { key: 'answer', label: say('answer'), cell: ({ status, error, responseHead }) => [status, error, responseHead].filter((said) => said !== null && said !== '').join(' · ') },
      ]}
    />
  );
}
