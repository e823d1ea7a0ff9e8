import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RoleView } from '@kairos/contracts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { deleteRole } from './roles.api.ts';
import { rolesText } from './roles.text.ts';

/** What cannot be brought back is asked for twice. */
export function DeleteRole({ role }: { role: RoleView }) {
  const say = useTexts(rolesText);
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const { name } = role;
  const { mutate, isPending, error } = useCommand({ run: () => deleteRole(role), changes: [['identity', 'roles', 'every']], done: () => say('deleted', { name }), shows: 'all' });
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>{say('delete')}</Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title={say('deleteTitle', { name })}>
        <Stack>
          {error && !(error instanceof ProofNotGiven) ? <Alert color="red" role="alert">{error.message}</Alert> : <Text>{say('deleteHint')}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(false)}>{say('cancel')}</Button>
            <Button color="red" loading={isPending} onClick={() => mutate(undefined, { onSuccess: () => void navigate({ to: '/roles' }) })}>{say('delete')}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
