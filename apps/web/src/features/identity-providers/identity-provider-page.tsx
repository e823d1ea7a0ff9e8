import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChangeIdentityProviderBody, type IdentityProviderView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useBasedDraft } from '../../lib/use-based-draft.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Overtaken } from '../../ui/overtaken.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { changeProvider, identityProvider, providerKeys, providersPath } from './identity-providers.api.ts';
import { identityProvidersText } from './identity-providers.text.ts';
import { IssuerAddresses } from './issuer-addresses.tsx';
import { ProviderForm } from './provider-form.tsx';
import { ProviderState } from './provider-state.tsx';
import { changeOf, valuesOf, type ProviderValues } from './provider-values.calc.ts';
import { RemoveProvider } from './remove-provider.tsx';
import { TryMapping } from './try-mapping.tsx';
import classes from './identity-providers.module.css';

/** One directory: how it is reached, whom it lets in, and which roles it gives. */
export function IdentityProviderPage() {
  const say = useTexts(identityProvidersText);
  const { identityProviderId } = useParams({ from: '/inside/identity-providers/$identityProviderId' });
  const reading = useQuery(identityProvider(identityProviderId));
  const { data } = reading;
  return (
    <Page
      title={data?.label ?? say('provider')} summary={data && <><ProviderState enabled={data.enabled} /> {data.issuer}</>}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/identity-providers" />}>{say('all')}</Button>
          {data && <RemoveProvider provider={data} />}
          <AsCommand path={`${providersPath}/${identityProviderId}`} command={command`kairos identity-providers show ${identityProviderId}`} />
        </>
      }
    >
      {data ? <Provider provider={data} /> : <Panel title={say('provider')} reading={reading} />}
    </Page>
  );
}

function Provider({ provider }: { provider: IdentityProviderView }) {
  const say = useTexts(identityProvidersText);
  const { base, values, dirty, overtaken, change, reset, rebase, adopt } = useBasedDraft<IdentityProviderView, ProviderValues>(provider, valuesOf);
  const save = async (reason: string) => {
    const saved = await changeProvider(base, changeOf(values, reason));
    adopt(saved, values);
    return saved;
  };
  const { mutate, isPending, error } = useCommand({ run: save, changes: [providerKeys], done: ({ label }) => say('saved', { label }), shows: 'all' });
  return (
    <div className={classes.parts}>
      {overtaken && <Overtaken onMine={rebase} onTheirs={reset} />}
      <ProviderForm
        values={values} change={change} schema={ChangeIdentityProviderBody} body={(reason) => changeOf(values, reason)} secretSetAt={provider.clientSecretSetAt} dirty={dirty} blocked={overtaken} submit={say('save')} busy={isPending} error={dirty ? error : null} asksReason
        onSubmit={mutate} onDiscard={reset}
      />
      <IssuerAddresses provider={provider} />
      <TryMapping key={provider.version} provider={provider} />
    </div>
  );
}
