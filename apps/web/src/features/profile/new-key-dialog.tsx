import { Alert, Button, Group, Modal, MultiSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { allPermissions, CreateOwnApiKeyBody, type IssuedApiKey, type MeView } from '@kairos/contracts';
import { endOfDay } from '../../lib/end-of-day.ts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { todayHere } from '../../lib/today.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { keysText } from './keys.text.ts';
import { createKey } from './profile.api.ts';

type Props = { account: MeView; onClose: () => void; onIssued: (issued: IssuedApiKey) => void };

/** A key with a part of one's own rights, for a while. */
export function NewKeyDialog({ account, onClose, onIssued }: Props) {
  const say = useTexts(keysText);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [until, setUntil] = useState('');
  const [addresses, setAddresses] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useCommand({ run: createKey, changes: [['identity', 'me', 'api-keys']], shows: 'all' });
  const read = CreateOwnApiKeyBody.safeParse({ name, scopes, allowedAddresses: addresses.split(/[\s,]+/).filter(Boolean), ...(until === '' ? {} : { expiresAt: endOfDay(until, account.timeZone) }) });
  const wrong = (field: string) => tried && (read.error?.issues.some(({ path }) => path[0] === field) ?? false);
  const past = until !== '' && until < todayHere();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && !past && !isPending) mutate(read.data, { onSuccess: (issued) => { onIssued(issued); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={say('create')} size="lg">
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <TextInput label={say('name')} description={say('nameHint')} name="key-name" withAsterisk maxLength={100} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} error={wrong('name') && say('nameNeeded')} />
          <Scopes account={account} value={scopes} onChange={setScopes} error={wrong('scopes') && say('scopesNeeded')} />
          <TextInput type="date" label={say('expires')} description={say('expiresHint')} w="14rem" min={todayHere()} value={until} onChange={(event) => setUntil(event.currentTarget.value)} error={past && say('expiresWrong')} />
          <Textarea label={say('addresses')} description={say('addressesHint')} autosize minRows={2} value={addresses} onChange={(event) => setAddresses(event.currentTarget.value)} error={wrong('allowedAddresses') && say('addressWrong')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending}>{say('create')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The rights that one holds, by service. */
function Scopes({ account, value, onChange, error }: { account: MeView; value: string[]; onChange: (scopes: string[]) => void; error: string | false }) {
  const say = useTexts(keysText);
  const names = usePermissionNames();
  const held = allPermissions.filter((permission) => account.permissions.includes(permission));
  const data = [...new Set(held.map(serviceOf))].map((service) => ({
    group: names.ofService(service), items: held.filter((permission) => serviceOf(permission) === service).map((permission) => ({ value: permission as string, label: names.ofPermission(permission) })),
  }));
  return <MultiSelect label={say('scopes')} description={say('scopesHint')} withAsterisk searchable clearable data={data} value={value} onChange={onChange} error={error} />;
}

const serviceOf = (permission: string) => permission.split('.')[0] ?? permission;
