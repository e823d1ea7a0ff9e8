import { Alert, Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import type { IssuedApiKey } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { keysText } from './keys.text.ts';

/** The secret of a key; it is kept nowhere and gone with the page. */
export function IssuedSecret({ issued: { secret, apiKey }, onKept }: { issued: IssuedApiKey; onKept: () => void }) {
  const say = useTexts(keysText);
  return (
    <Alert color="yellow" role="status" my="sm" title={say('secretTitle', { name: apiKey.name })}>
      <Stack gap="xs" align="flex-start">
        {say('secretHint')}
        <Code block w="100%" tabIndex={0}>{secret}</Code>
        <Group gap="xs">
          <CopyButton value={secret}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{say(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
          <Button size="xs" onClick={onKept}>{say('kept')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
