import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeliverySummary } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { BulkDeliveries } from '../../vocabulary/bulk-deliveries.tsx';
import { DeliveryMark, TrafficLine } from '../../vocabulary/traffic.tsx';
import { messages, traffic } from './webhooks.api.ts';
import { webhooksText } from './webhooks.text.ts';

/** How messages to an endpoint stand, and the newest of them, each to be sent again. */
export function Messages({ webhookEndpointId }: { webhookEndpointId: string }) {
  const say = useTexts(webhooksText);
  const may = useMay();
  const standing = useQuery(traffic(webhookEndpointId));
  const reading = useQuery({ ...messages(webhookEndpointId), enabled: may('intake.delivery.read') });
  return (
    <>
      <Panel title={say('traffic')} reading={standing} actions={standing.data && <BulkDeliveries whose={{ webhookEndpointId }} counts={standing.data.deliveries} />}>
        {standing.data && <TrafficLine traffic={standing.data} />}
      </Panel>
      {may('intake.delivery.read') && (
        <Panel
          title={say('log')} reading={reading} empty={reading.data?.items.length === 0 && say('noMessages')}
          actions={<Button size="xs" variant="default" renderRoot={(props) => <Link {...props} to="/deliveries" search={{ webhook: webhookEndpointId }} />}>{say('allMessages')}</Button>}
        >
          <Log items={reading.data?.items ?? []} />
        </Panel>
      )}
    </>
  );
}

function Log({ items }: { items: readonly DeliverySummary[] }) {
  const say = useTexts(webhooksText);
  const may = useMay();
  const { instant, number } = useFormats();
  const replay = useCommand({ run: (id: string) => call({ method: 'POST', path: `/intake/deliveries/${id}/replay`, body: {} }), changes: [['intake']], done: () => say('replayed') });
  return (
    <PlainTable
      label={say('log')} rows={items} keyOf={({ id }) => id}
      columns={[
        { key: 'what', label: say('what'), cell: ({ id, topic }) => <Anchor inherit renderRoot={(props) => <Link {...props} to="/deliveries" search={{ delivery: id }} />}>{topic}</Anchor> },
        { key: 'state', label: say('state'), cell: ({ status }) => <DeliveryMark status={status} /> },
        { key: 'attempts', label: say('attempts'), number: true, cell: ({ attempts }) => number(attempts) },
        { key: 'last', label: say('last'), cell: ({ lastStatus, lastError }) => [lastStatus, lastError].filter((said) => said !== null).join(' · ') },
        { key: 'when', label: say('when'), cell: ({ createdAt }) => instant(createdAt) },
        {
          key: 'replay', label: say('replay'),
          cell: ({ id, status, topic, createdAt }) => may('intake.delivery.manage') && status !== 'pending' && (
            <Button size="compact-sm" variant="default" aria-label={say('replayOf', { topic, at: instant(createdAt) })} loading={replay.isPending && replay.variables === id} onClick={() => replay.mutate(id)}>{say('replay')}</Button>
          ),
        },
      ]}
    />
  );
}
