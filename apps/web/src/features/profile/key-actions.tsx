import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ApiKeyView, IssuedApiKey } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { keysText } from './keys.text.ts';
import { revokeKey, rotateKey } from './profile.api.ts';

const graceHours = 24;
const changes = [['identity', 'me', 'api-keys']] as const;

/** A second secret while the first still works; and the end, which is asked for twice. */
export function KeyActions({ apiKey, onIssued }: { apiKey: ApiKeyView; onIssued: (issued: IssuedApiKey) => void }) {
  const say = useTexts(keysText);
  const [asked, setAsked] = useState(false);
  const { name } = apiKey;
  const rotate = useCommand({ run: () => rotateKey(apiKey, graceHours), changes, done: () => say('rotated', { name }) });
  const revoke = useCommand({ run: () => revokeKey(apiKey), changes, done: () => say('ended', { name }) });
  if (asked) {
    return (
      <Group gap="xs" wrap="nowrap">
        <Button size="compact-sm" color="red" loading={revoke.isPending} onClick={() => revoke.mutate(undefined)}>{say('endReally')}</Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setAsked(false)}>{say('keep')}</Button>
      </Group>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" loading={rotate.isPending} aria-label={say('rotateOf', { name })} onClick={() => rotate.mutate(undefined, { onSuccess: onIssued })}>{say('rotate')}</Button>
      <Button size="compact-sm" variant="subtle" aria-label={say('endOf', { name })} onClick={() => setAsked(true)}>{say('end')}</Button>
    </Group>
  );
}
