import { Alert, Button, Group, TextInput } from '@mantine/core';
import { startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { useState, type FormEvent } from 'react';
import { PasskeyRegistration } from '@kairos/contracts';
import { ApiProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { addPasskey, beginPasskey } from './profile.api.ts';
import { securityText } from './security.text.ts';

type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Has the browser make a passkey, and keeps what it made under a name. */
export function AddPasskey() {
  const say = useTexts(securityText);
  const [name, setName] = useState('');
  const { mutate, isPending, error } = useCommand({
    run: async (called: string) => {
      const made = await startRegistration({ optionsJSON: (await beginPasskey()) as unknown as Options });
      await addPasskey({ name: called, registration: PasskeyRegistration.parse(made) });
    },
    changes: [['identity', 'me']], done: (_, called) => say('passkeyAdded', { name: called }), shows: 'all',
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !isPending) mutate(name.trim(), { onSuccess: () => setName('') });
  };
  const refusal = error instanceof ApiProblem ? error.message : say(error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' ? 'passkeyKnown' : 'passkeyFailed');
  return (
    <form onSubmit={onSubmit}>
      {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert" my="sm">{refusal}</Alert>}
      <Group align="flex-end" mt="sm">
        <TextInput label={say('passkeyName')} description={say('passkeyNameHint')} name="passkey-name" required maxLength={100} w="min(20rem, 100%)" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" loading={isPending}>{say('addPasskey')}</Button>
      </Group>
    </form>
  );
}
