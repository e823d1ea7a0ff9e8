import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';

type Props = { title: string; hint: string; secret: string; onClose: () => void };

/** The one time that a secret can be seen: it closes by a button alone. */
export function SecretDialog({ title, hint, secret, onClose }: Props) {
  const say = useTexts(uiText);
  return (
    <Modal opened onClose={onClose} title={title} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <Stack gap="sm">
        <Text>{hint}</Text>
        <Code block tabIndex={0} aria-label={say('secret')}>{secret}</Code>
        <Group justify="flex-end">
          <CopyButton value={secret}>{({ copied, copy }) => <Button variant="default" data-autofocus onClick={copy}>{say(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
          <Button onClick={onClose}>{say('kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
