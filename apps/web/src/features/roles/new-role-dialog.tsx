import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { RoleView } from '@kairos/contracts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { copyRole, createRole } from './roles.api.ts';
import { rolesText } from './roles.text.ts';

const [shortest, longest] = [2, 50];
type Props = { from?: RoleView; onClose: () => void };

/** A role of the tenant's own: empty, or with what another one says. */
export function NewRoleDialog({ from, onClose }: Props) {
  const say = useTexts(rolesText);
  const navigate = useNavigate();
  const [name, setName] = useState(from ? say('copyOf', { name: from.name }).slice(0, longest) : '');
  const { mutate, isPending, error } = useCommand({
    run: (called: string) => (from ? copyRole(from.id, called) : createRole({ name: called, permissions: { grants: [], areas: {} } })),
    changes: [['identity', 'roles']], done: (made) => say('created', { name: made.name }), shows: 'all',
  });
  const called = name.trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (called.length >= shortest && !isPending) mutate(called, { onSuccess: ({ id }) => void navigate({ to: '/roles/$roleId', params: { roleId: id } }).then(onClose) });
  };
  return (
    <Modal opened onClose={onClose} title={say(from ? 'copyTitle' : 'create')}>
      <form onSubmit={onSubmit}>
        <Stack>
          {!from && <Text>{say('createHint')}</Text>}
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <TextInput label={say('name')} description={say('nameHint')} name="role-name" required minLength={shortest} maxLength={longest} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending}>{say(from ? 'copy' : 'create')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
