import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useTexts } from '../../lib/use-texts.ts';
import { webhooksText } from './webhooks.text.ts';

/** The one time that a secret can be seen: it closes by a button alone. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const say = useTexts(webhooksText);
  return (
    <Modal opened onClose={onClose} title={say('secretTitle')} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <Stack gap="sm">
        <Text>{say('secretHint')}</Text>
        <Code block tabIndex={0} aria-label={say('secret')}>{secret}</Code>
        <Group justify="flex-end">
          <CopyButton value={secret}>{({ copied, copy }) => <Button variant="default" data-autofocus onClick={copy}>{say(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
          <Button onClick={onClose}>{say('kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
