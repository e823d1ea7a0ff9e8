import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { IdentityProviderView } from '@kairos/contracts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { removeProvider } from './identity-providers.api.ts';
import { identityProvidersText } from './identity-providers.text.ts';

/** Asks before a provider goes: its settings and its secret do not come back. */
export function RemoveProvider({ provider }: { provider: IdentityProviderView }) {
  const say = useTexts(identityProvidersText);
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const { label } = provider;
  const { mutate, isPending, error } = useCommand({ run: () => removeProvider(provider), changes: [['identity', 'identity-providers', 'list']], done: () => say('removed', { label }), shows: 'all' });
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>{say('remove')}</Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title={say('removeTitle', { label })}>
        <Stack>
          <Text>{say('removeHint')}</Text>
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>{say('cancel')}</Button>
            <Button color="red" loading={isPending} onClick={() => mutate(undefined, { onSuccess: () => void navigate({ to: '/identity-providers' }) })}>{say('remove')}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
