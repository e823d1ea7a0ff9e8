import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ConnectorView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { BulkDeliveries } from '../../vocabulary/bulk-deliveries.tsx';
import { deliveryWords } from '../../vocabulary/delivery-words.ts';
import { TrafficLine } from '../../vocabulary/traffic.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { connector, switchConnector, traffic } from './connectors.api.ts';
import { connectorsText } from './connectors.text.ts';
import { TryPanel } from './try-panel.tsx';

/** One connector: where it sends to, whether it works, what its endpoints take. */
export function ConnectorPage() {
  const say = useTexts(connectorsText);
  const sayForm = useTexts(connectorFormText);
  const word = useTexts(deliveryWords);
  const may = useMay();
  const { connectorId } = useParams({ from: '/inside/connectors/$connectorId' });
  const reading = useQuery(connector(connectorId));
  const { data } = reading;
  const turn = useCommand({ run: (active: boolean) => switchConnector(data ?? { id: connectorId, version: 0 } as ConnectorView, active), changes: [['intake', 'connectors']], done: ({ active }) => say(active ? 'switchedOn' : 'switchedOff') });
  return (
    <Page
      title={data?.title ?? say('name')} summary={data && <>{data.baseUrl} <Mark tone={data.active ? 'well' : 'quiet'}>{word(data.active ? 'active' : 'inactive')}</Mark></>}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/connectors" />}>{say('all')}</Button>
          {data && may('intake.connector.manage') && <Button renderRoot={(props) => <Link {...props} to="/connectors/$connectorId/edit" params={{ connectorId }} />}>{sayForm('edit')}</Button>}
          {data && may('intake.connector.manage') && <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate(!data.active)}>{say(data.active ? 'switchOff' : 'switchOn')}</Button>}
          <AsCommand path={`/intake/connectors/${connectorId}`} command={command`kairos connectors show ${data?.name ?? connectorId}`} />
        </>
      }
    >
      {!data && <Panel title={say('name')} reading={reading} />}
      {data && (
        <>
          <TrafficPanel id={connectorId} />
          {may('intake.connector.use') && <TryPanel connector={data} />}
          <About connector={data} />
          <Endpoints connector={data} />
        </>
      )}
    </Page>
  );
}

function TrafficPanel({ id }: { id: string }) {
  const say = useTexts(connectorsText);
  const may = useMay();
  const reading = useQuery(traffic(id));
  return (
    <Panel title={say('traffic')} reading={reading} actions={reading.data && <BulkDeliveries whose={{ connectorId: id }} counts={reading.data.deliveries} />}>
      {reading.data && <TrafficLine traffic={reading.data} />}
      {may('intake.delivery.read') && <Anchor inherit underline="always" renderRoot={(props) => <Link {...props} to="/deliveries" search={{ connector: id }} />}>{say('deliveries')}</Anchor>}
    </Panel>
  );
}

function About({ connector: { kind, auth, secretSetAt, headers, policy } }: { connector: ConnectorView }) {
  const say = useTexts(connectorsText);
  const { instant, number } = useFormats();
  const signsIn = auth.type === 'api-key' ? say('api-key', { where: auth.in, name: auth.name }) : auth.type === 'basic' ? say('basic', { username: auth.username }) : auth.type === 'oauth2-client-credentials' ? say(auth.type, { clientId: auth.clientId }) : say(auth.type);
  const { requestsPerMinute, concurrency, attempts, timeoutMs, failuresToOpen } = policy;
  return (
    <Panel title={say('policy')}>
      <Facts
        of={[
          [say('kind'), kind], [say('auth'), signsIn], [say('secretSet'), secretSetAt ? instant(secretSetAt) : say('noSecret')],
          [say('headers'), Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join(', ') || null],
          [say('policy'), say('policyOf', { rate: number(requestsPerMinute), concurrency, attempts, seconds: number(timeoutMs / 1000), failures: failuresToOpen })],
        ]}
      />
    </Panel>
  );
}

function Endpoints({ connector: { id, endpoints } }: { connector: ConnectorView }) {
  const say = useTexts(connectorsText);
  const may = useMay();
  const fill = may('intake.connector.manage') && <Button size="xs" variant="default" renderRoot={(props) => <Link {...props} to="/connectors/from-openapi" search={{ connector: id }} />}>{say('fromOpenApi')}</Button>;
  return (
    <Panel title={say('endpoints')} actions={fill} empty={endpoints.length === 0 && say('noEndpoints')}>
      <PlainTable
        label={say('endpoints')} rows={endpoints} keyOf={({ name }) => name}
        columns={[
          { key: 'name', label: say('endpoint'), cell: ({ name, title }) => title ?? name },
          { key: 'path', label: say('address'), cell: ({ method, path }) => `${method} ${path}` },
          { key: 'fields', label: say('fields'), cell: ({ fields }) => fields.map(({ name, required }) => (required ? `${name}*` : name)).join(', ') },
        ]}
      />
    </Panel>
  );
}
