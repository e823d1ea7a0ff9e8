import { Anchor, Button, Modal, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { IssuedWebhookSecret } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { TrafficLine } from '../../vocabulary/traffic.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { registerWebhook, traffic, webhooks } from './webhooks.api.ts';
import { webhooksText } from './webhooks.text.ts';

const nothing = { title: '', url: '', eventTypes: [] };

/** Addresses that are told of events. */
export function WebhooksPage() {
  const say = useTexts(webhooksText);
  const mayManage = useMay()('intake.webhook-endpoint.manage');
  const navigate = useNavigate();
  const reading = useQuery(webhooks());
  const [registering, setRegistering] = useState(false);
  const [issued, setIssued] = useState<IssuedWebhookSecret>();
  const register = useCommand({ run: registerWebhook, changes: [['intake', 'webhook-endpoints']] });
  const items = reading.data?.items ?? [];
  const button = mayManage && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setRegistering(true)}>{say('register')}</Button>;
  const finish = (made: IssuedWebhookSecret) => {
    setRegistering(false);
    setIssued(made);
  };
  return (
    <Page title={say('title')} summary={reading.data && say('count', { count: items.length })} actions={<>{button}<AsCommand path="/intake/webhook-endpoints" command={command`kairos webhooks list`} /></>}>
      <Panel title={say('title')} reading={reading}>
        {items.length === 0 ? <Empty title={say('emptyTitle')} hint={say('emptyHint')}>{button}</Empty> : (
          <PlainTable
            label={say('title')} rows={items} keyOf={({ id }) => id}
            columns={[
              { key: 'title', label: say('endpoint'), cell: ({ id, title }) => <Anchor inherit renderRoot={(props) => <Link {...props} to="/webhooks/$webhookEndpointId" params={{ webhookEndpointId: id }} />}>{title}</Anchor> },
              { key: 'url', label: say('address'), cell: ({ url }) => url },
              { key: 'events', label: say('events'), cell: ({ eventTypes }) => eventTypes.join(', ') },
              { key: 'state', label: say('state'), cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
              { key: 'traffic', label: say('traffic'), cell: ({ id }) => <Traffic id={id} /> },
            ]}
          />
        )}
      </Panel>
      {registering && (
        <Modal opened onClose={() => setRegistering(false)} size="lg" title={say('register')}>
          <EndpointForm start={nothing} busy={register.isPending} submit={say('register')} onSubmit={(body) => register.mutate(body, { onSuccess: finish })} onCancel={() => setRegistering(false)} />
        </Modal>
      )}
      {issued && <SecretDialog title={say('secretTitle')} hint={say('secretHint')} secret={issued.secret} onClose={() => void navigate({ to: '/webhooks/$webhookEndpointId', params: { webhookEndpointId: issued.endpoint.id } })} />}
    </Page>
  );
}

function Traffic({ id }: { id: string }) {
  const { data } = useQuery(traffic(id));
  return data ? <TrafficLine traffic={data} /> : <Skeleton h={16} w={180} />;
}
