import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { ConnectorForm } from './connector-form.tsx';
import { bodyOf, newConnector } from './connector-values.calc.ts';
import { connectorKeys, connectorsPath, registerConnector } from './connectors.api.ts';
import { connectorsText } from './connectors.text.ts';

/** Somebody else's API more; its address is looked at before anything is stored. */
export function NewConnectorPage() {
  const say = useTexts(connectorFormText);
  const all = useTexts(connectorsText)('all');
  const navigate = useNavigate();
  const draft = useDraft('connector', () => newConnector);
  const [secret, setSecret] = useState('');
  const { mutate, isPending, error, reset } = useCommand({ run: () => registerConnector(bodyOf(draft.value, secret)), changes: [connectorKeys], done: ({ title }) => say('added', { title }), shows: 'all' });
  const discard = () => {
    reset();
    setSecret('');
    draft.discard(newConnector);
  };
  const add = () => mutate(undefined, {
    onSuccess: ({ id }) => {
      discard();
      void navigate({ to: '/connectors/$connectorId', params: { connectorId: id } });
    },
  });
  return (
    <Page
      title={say('add')}
      actions={<><Button variant="subtle" renderRoot={(props) => <Link {...props} to="/connectors" />}>{all}</Button><AsCommand method="POST" path={connectorsPath} body={bodyOf(draft.value, '')} command={command`kairos connectors create connector.json`} /></>}
    >
      <ConnectorForm
        isNew dirty values={draft.value} secretSetAt={null} secret={secret} busy={isPending} error={error} onSubmit={add} onDiscard={discard} onSecret={(next) => { reset(); setSecret(next); }}
        change={(changed) => { reset(); draft.change({ ...draft.value, ...changed }); }}
      />
    </Page>
  );
}
