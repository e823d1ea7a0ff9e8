import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RegisterWebhookEndpointBody, WebhookEndpointView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useNameOf } from '../../lib/people.ts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { Messages } from './messages.tsx';
import { changeWebhook, webhook } from './webhooks.api.ts';
import { webhooksText } from './webhooks.text.ts';

/** One endpoint: of what it is told, whether it takes it, its secrets, and every message. */
export function WebhookPage() {
  const say = useTexts(webhooksText);
  const mayManage = useMay()('intake.webhook-endpoint.manage');
  const { webhookEndpointId } = useParams({ from: '/inside/webhooks/$webhookEndpointId' });
  const reading = useQuery(webhook(webhookEndpointId));
  const { data } = reading;
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={data?.title ?? say('endpoint')} summary={data && <>{data.url} <EndpointState endpoint={data} /></>}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/webhooks" />}>{say('all')}</Button>
          {data && mayManage && <EndpointActions endpoint={data} onEdit={() => setEditing(true)} />}
          <AsCommand path={`/intake/webhook-endpoints/${webhookEndpointId}`} command={command`kairos webhooks show ${webhookEndpointId}`} />
        </>
      }
    >
      {!data && <Panel title={say('endpoint')} reading={reading} />}
      {data && <About endpoint={data} />}
      {data && <Messages webhookEndpointId={webhookEndpointId} />}
      {data && editing && <EditDialog endpoint={data} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function About({ endpoint: { eventTypes, secrets, ownerUserId, stoppedAt } }: { endpoint: WebhookEndpointView }) {
  const say = useTexts(webhooksText);
  const { instant } = useFormats();
  const nameOf = useNameOf();
  const told = secrets.map(({ createdAt, endsAt }) => (endsAt === null ? say('secretSince', { at: instant(createdAt) }) : say('secretUntil', { at: instant(createdAt), end: instant(endsAt) })));
  return (
    <Panel title={say('about')}>
      <Facts of={[[say('events'), eventTypes.map((type) => (type === '*' ? say('everything') : type)).join(', ')], [say('secrets'), told.join('; ')], [say('owner'), nameOf(ownerUserId) ?? null], [say('when'), stoppedAt && instant(stoppedAt)]]} />
    </Panel>
  );
}

function EditDialog({ endpoint, onClose }: { endpoint: WebhookEndpointView; onClose: () => void }) {
  const say = useTexts(webhooksText);
  const change = useCommand({ run: (body: RegisterWebhookEndpointBody) => changeWebhook(endpoint, body), changes: [['intake', 'webhook-endpoints']], done: () => say('saved'), shows: ['stale'] });
  const { title, url, eventTypes, version } = endpoint;
  return (
    <Modal opened onClose={onClose} size="lg" title={say('editTitle', { title })}>
      <EndpointForm key={version} start={{ title, url, eventTypes }} busy={change.isPending} stale={isProblem(change.error, 'stale')} submit={say('save')} onSubmit={(body) => change.mutate(body, { onSuccess: onClose })} onCancel={onClose} />
    </Modal>
  );
}
