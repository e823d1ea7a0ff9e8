import { Alert, Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiKeyView, MeView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/panel.tsx';
import { ApiKeyActions } from '../../vocabulary/api-key-actions.tsx';
import { ApiKeyMark } from '../../vocabulary/api-key-mark.tsx';
import { apiKeyWords } from '../../vocabulary/api-key-words.ts';
import { aboutKeys } from '../../vocabulary/api-keys.api.ts';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { useReach } from '../../vocabulary/use-reach.ts';
import { apiKeyRead, keysPath, takeOverKey } from './api-keys.api.ts';
import { apiKeysText } from './api-keys.text.ts';
import { ChangeKeyDialog } from './change-key-dialog.tsx';
import { KeySecrets } from './key-secrets.tsx';

type Of = { apiKey: ApiKeyView; account: MeView };

/** One key: what it may do, who answers for it, its secrets, and what is done with it. */
export function ApiKeyDrawer({ id, account, onClose }: { id: string; account: MeView; onClose: () => void }) {
  const say = useTexts(apiKeysText);
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery(apiKeyRead(id));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={data?.name ?? say('loading')}>
      {error && <Failure error={error} onRetry={refetch} />}
      {isPending && <Skeleton h={200} />}
      {data && (
        <Stack gap="md">
          <Standing apiKey={data} account={account} />
          <About apiKey={data} />
          {may('identity.audit.read') && <Link to="/audit" search={{ resourceId: data.id }}>{say('trail')}</Link>}
          <div>
            <Title order={3} mb={4}>{say('secrets')}</Title>
            <KeySecrets secrets={data.secrets} />
          </div>
        </Stack>
      )}
    </Drawer>
  );
}

function Standing({ apiKey, account }: Of) {
  const say = useTexts(apiKeysText);
  const { status, name, kind, owner } = apiKey;
  const [changing, setChanging] = useState(false);
  const takeOver = useCommand({ run: () => takeOverKey(apiKey), changes: aboutKeys, done: () => say('takenOver', { name }) });
  const ours = kind !== 'personal' && status !== 'revoked';
  return (
    <>
      <Group justify="space-between">
        <ApiKeyMark status={status} />
        <Group gap="xs">
          {ours && owner.userId !== account.userId && <Button size="compact-sm" loading={takeOver.isPending} onClick={() => takeOver.mutate(undefined)}>{say('takeOver')}</Button>}
          {ours && <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>{say('change')}</Button>}
          {status !== 'revoked' && <ApiKeyActions path={keysPath} apiKey={apiKey} rotatable={ours} />}
          <AsCommand path={`${keysPath}/${apiKey.id}`} command={command`kairos api-keys show ${apiKey.id}`} />
        </Group>
      </Group>
      {status === 'owner-inactive' && <Alert color="yellow" role="status">{say('ownerGone')}</Alert>}
      {kind === 'personal' && <Text c="var(--ink-quiet)">{say('personalHint')}</Text>}
      {changing && <ChangeKeyDialog apiKey={apiKey} account={account} onClose={() => setChanging(false)} />}
    </>
  );
}

function About({ apiKey }: Pick<Of, 'apiKey'>) {
  const say = useTexts(apiKeysText);
  const word = useTexts(apiKeyWords);
  const may = useMay();
  const reach = useReach();
  const { ofPermission } = usePermissionNames();
  const { instant, number } = useFormats();
  const { owner } = apiKey;
  return (
    <Facts
      of={[
        [say('kind'), word(apiKey.kind)], [say('system'), apiKey.integration],
        [say('owner'), may('identity.user.read') ? <Link to="/users/$userId" params={{ userId: owner.userId }}>{owner.displayName}</Link> : owner.displayName],
        [say('rights'), apiKey.scopes.map(ofPermission).join(', ')], [say('plants'), reach(apiKey.rowScope)],
        [say('addresses'), apiKey.allowedAddresses.join(', ') || say('anywhere')], [say('limit'), number(apiKey.requestsPerMinute)],
        [say('lastUsed'), apiKey.lastUsedAt ? instant(apiKey.lastUsedAt) : say('never')], [say('created'), instant(apiKey.createdAt)], [say('until'), instant(apiKey.expiresAt)], [say('ended'), apiKey.revokedAt && instant(apiKey.revokedAt)],
      ]}
    />
  );
}
