import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { RegisterIdentityProviderBody } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { providerKeys, providersPath, registerProvider } from './identity-providers.api.ts';
import { identityProvidersText } from './identity-providers.text.ts';
import { ProviderForm } from './provider-form.tsx';
import { newProvider, registrationOf } from './provider-values.calc.ts';

/** A directory more; its issuer is asked before anything is stored. */
export function NewProviderPage() {
  const say = useTexts(identityProvidersText);
  const navigate = useNavigate();
  const [values, setValues] = useState(newProvider);
  const { mutate, isPending, error } = useCommand({ run: () => registerProvider(registrationOf(values)), changes: [providerKeys], done: ({ label }) => say('added', { label }), shows: 'all' });
  const add = () => mutate(undefined, { onSuccess: ({ id }) => void navigate({ to: '/identity-providers/$identityProviderId', params: { identityProviderId: id } }) });
  const { clientSecret: _, ...told } = registrationOf(values);
  return (
    <Page
      title={say('add')}
      actions={<><Button variant="subtle" renderRoot={(props) => <Link {...props} to="/identity-providers" />}>{say('all')}</Button><AsCommand method="POST" path={providersPath} body={told} command={command`kairos identity-providers add <document>`} /></>}
    >
      <ProviderForm values={values} change={(changed) => setValues({ ...values, ...changed })} schema={RegisterIdentityProviderBody} body={() => registrationOf(values)} secretSetAt={null} dirty submit={say('add')} busy={isPending} error={error} onSubmit={add} />
    </Page>
  );
}
