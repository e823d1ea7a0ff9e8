import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectorView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useBasedDraft } from '../../lib/use-based-draft.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Overtaken } from '../../ui/overtaken.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { ConnectorForm } from './connector-form.tsx';
import { bodyOf, valuesOf, type ConnectorValues } from './connector-values.calc.ts';
import { changeConnector, connector, connectorKeys, connectorsPath } from './connectors.api.ts';

/** A connector as it is said to be; its secret stays unless another is typed. */
export function EditConnectorPage() {
  const say = useTexts(connectorFormText);
  const { connectorId } = useParams({ from: '/inside/connectors/$connectorId/edit' });
  const reading = useQuery(connector(connectorId));
  const { data } = reading;
  return (
    <Page
      title={say('editTitle', { title: data?.title ?? '…' })}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/connectors/$connectorId" params={{ connectorId }} />}>{say('back')}</Button>
          <AsCommand method="PUT" path={`${connectorsPath}/${connectorId}`} {...(data ? { body: bodyOf(valuesOf(data), '') } : {})} command={command`kairos connectors change ${data?.name ?? connectorId} connector.json`} />
        </>
      }
    >
      {data ? <EditConnector kept={data} /> : <Panel title={say('where')} reading={reading} />}
    </Page>
  );
}

function EditConnector({ kept }: { kept: ConnectorView }) {
  const say = useTexts(connectorFormText);
  const navigate = useNavigate();
  const [secret, setSecret] = useState('');
  const { base, values, dirty, overtaken, change, reset, rebase, adopt } = useBasedDraft<ConnectorView, ConnectorValues>(kept, valuesOf);
  const save = async () => {
    const saved = await changeConnector(base, bodyOf(values, secret));
    adopt(saved, values);
    return saved;
  };
  const command = useCommand({ run: save, changes: [connectorKeys], done: ({ title }) => say('saved', { title }), shows: 'all' });
  const discard = () => {
    command.reset();
    setSecret('');
    reset();
  };
  return (
    <>
      {overtaken && <Overtaken onMine={rebase} onTheirs={discard} />}
      <ConnectorForm
        values={values} dirty={dirty || secret !== ''} blocked={overtaken} secretSetAt={kept.auth.type === values.auth.type ? kept.secretSetAt : null} secret={secret} busy={command.isPending} error={command.error}
        change={(changed) => { command.reset(); change(changed); }} onSecret={(next) => { command.reset(); setSecret(next); }} onDiscard={discard}
        onSubmit={() => command.mutate(undefined, { onSuccess: ({ id }) => void navigate({ to: '/connectors/$connectorId', params: { connectorId: id } }) })}
      />
    </>
  );
}
