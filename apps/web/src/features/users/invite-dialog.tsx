import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { InviteUserBody, type Locale, type RowScope } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { RoleSelect } from '../../vocabulary/role-select.tsx';
import { RowScopeField } from '../../vocabulary/row-scope-field.tsx';
import { invite } from './users.api.ts';
import { usersText } from './users.text.ts';

/** Asks somebody to come, with no more than whoever asks may do. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts(usersText);
  const [email, setEmail] = useState('');
  const [locale, setLocale] = useState<Locale>(useLocale());
  const [roleIds, setRoleIds] = useState<string[]>([]);
  const [rowScope, setRowScope] = useState<RowScope>({ plants: 'all' });
  const [tried, setTried] = useState(false);
  const read = InviteUserBody.safeParse({ email, roleIds, rowScope, locale });
  const wrong = (field: string) => tried && (read.error?.issues.some(({ path }) => path[0] === field) ?? false);
  const { mutate, isPending, error } = useCommand({ run: invite, changes: [['identity', 'invitations'], ['identity', 'users']], done: (made) => say('invited', { email: made.email }), shows: 'all' });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && !isPending) mutate(read.data, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('invite')} size="lg">
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          <Text>{say('inviteHint')}</Text>
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <TextInput label={say('email')} type="email" name="email" withAsterisk autoComplete="off" data-autofocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={wrong('email') && say('notAnAddress')} />
          <RoleSelect value={roleIds} onChange={setRoleIds} error={wrong('roleIds') ? say('rolesNeeded') : undefined} />
          <RowScopeField value={rowScope} onChange={setRowScope} />
          <Select label={say('locale')} allowDeselect={false} w="12rem" value={locale} data={[{ value: 'en', label: 'English' }, { value: 'it', label: 'Italiano' }]} onChange={(value) => setLocale(value as Locale)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending}>{say('send')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
