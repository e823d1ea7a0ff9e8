import { Anchor, Button, Skeleton } from '@mantine/core';
import { IconFileText, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { command } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { deliveryWords } from '../../vocabulary/delivery-words.ts';
import { TrafficLine } from '../../vocabulary/traffic.tsx';
import { connectors, traffic } from './connectors.api.ts';
import { connectorsText } from './connectors.text.ts';

/** Other people's APIs that rows are delivered to, and whether each works. */
export function ConnectorsPage() {
  const say = useTexts(connectorsText);
  const word = useTexts(deliveryWords);
  const reading = useQuery(connectors());
  const mayManage = useMay()('intake.connector.manage');
  const items = reading.data?.items ?? [];
  const add = mayManage && (
    <>
      <Button variant="default" leftSection={<IconFileText size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/connectors/from-openapi" />}>{say('fromOpenApi')}</Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/connectors/new" />}>{say('add')}</Button>
    </>
  );
  return (
    <Page title={say('title')} summary={reading.data && say('count', { count: items.length })} actions={<>{items.length > 0 && add}<AsCommand path="/intake/connectors" command={command`kairos connectors list`} /></>}>
      <Panel title={say('title')} reading={reading}>
        {items.length === 0 ? <Empty title={say('emptyTitle')} hint={say('emptyHint')}>{add}</Empty> : (
          <PlainTable
            label={say('title')} rows={items} keyOf={({ id }) => id}
            columns={[
              { key: 'name', label: say('name'), cell: ({ id, title }) => <Anchor inherit renderRoot={(props) => <Link {...props} to="/connectors/$connectorId" params={{ connectorId: id }} />}>{title}</Anchor> },
              { key: 'address', label: say('address'), cell: ({ baseUrl }) => baseUrl },
              { key: 'state', label: say('state'), cell: ({ active }) => <Mark tone={active ? 'well' : 'quiet'}>{word(active ? 'active' : 'inactive')}</Mark> },
              { key: 'traffic', label: say('traffic'), cell: ({ id }) => <Traffic id={id} /> },
            ]}
          />
        )}
      </Panel>
    </Page>
  );
}

function Traffic({ id }: { id: string }) {
  const { data } = useQuery(traffic(id));
  return data ? <TrafficLine traffic={data} /> : <Skeleton h={16} w={180} />;
}
