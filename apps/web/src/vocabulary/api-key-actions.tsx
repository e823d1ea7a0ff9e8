import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ApiKeyView, IssuedApiKey } from '@kairos/contracts';
import { useCommand } from '../lib/use-command.ts';
import { useTexts } from '../lib/use-texts.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { SecretDialog } from '../ui/secret-dialog.tsx';
import { apiKeyWords } from './api-key-words.ts';
import { aboutKeys, revokeKey, type KeysPath } from './api-keys.api.ts';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

type Props = { path: KeysPath; apiKey: ApiKeyView; rotatable?: boolean };

/** A second secret while the first still works; and the end, which is for good. */
export function ApiKeyActions({ path, apiKey, rotatable = true }: Props) {
  const say = useTexts(apiKeyWords);
  const { name } = apiKey;
  const [open, setOpen] = useState<'rotate' | 'end'>();
  const [issued, setIssued] = useState<IssuedApiKey>();
  const revoke = useCommand({ run: (reason: string) => revokeKey(path, apiKey, reason), changes: aboutKeys, done: () => say('ended', { name }) });
  const close = () => setOpen(undefined);
  return (
    <Group gap="xs" wrap="nowrap">
      {rotatable && <Button size="compact-sm" variant="default" aria-label={say('rotateOf', { name })} onClick={() => setOpen('rotate')}>{say('rotate')}</Button>}
      <Button size="compact-sm" variant="subtle" aria-label={say('endOf', { name })} onClick={() => setOpen('end')}>{say('end')}</Button>
      {open === 'rotate' && <RotateKeyDialog path={path} apiKey={apiKey} onClose={close} onIssued={setIssued} />}
      {open === 'end' && (
        <ReasonDialog title={say('endOf', { name })} busy={revoke.isPending} onClose={close} onReason={(reason) => revoke.mutate(reason, { onSuccess: close })}>
          <Text>{say('endHint', { name })}</Text>
        </ReasonDialog>
      )}
      {issued && <IssuedKeyDialog issued={issued} onClose={() => setIssued(undefined)} />}
    </Group>
  );
}

/** The secret of a key; it is kept nowhere and gone with the page. */
export function IssuedKeyDialog({ issued: { secret, apiKey }, onClose }: { issued: IssuedApiKey; onClose: () => void }) {
  const say = useTexts(apiKeyWords);
  return <SecretDialog title={say('secretTitle', { name: apiKey.name })} hint={say('secretHint')} secret={secret} onClose={onClose} />;
}
