import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { signOut } from '../lib/session.ts';
import { useTexts } from '../lib/use-texts.ts';
import { inactivityText } from './inactivity.text.ts';

/** How long is left, and the way to stay. */
export function InactivityWarning({ leftMs, onStay }: { leftMs: number; onStay: () => void }) {
  const say = useTexts(inactivityText);
  return (
    <Modal opened onClose={onStay} title={say('title')} zIndex={500}>
      <Stack>
        <Text role="timer">{say('left', { seconds: Math.ceil(leftMs / 1000) })}</Text>
        <Text>{say('hint')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void signOut()}>{say('leave')}</Button>
          <Button data-autofocus onClick={onStay}>{say('stay')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
