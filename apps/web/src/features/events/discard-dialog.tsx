import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTexts } from '../../lib/use-texts.ts';
import { deadLettersText } from './dead-letters.text.ts';

type Props = { count: number; busy: boolean; onDiscard: () => void; onClose: () => void };

/** Asks before events go for good, because no replay brings them back. */
export function DiscardDialog({ count, busy, onDiscard, onClose }: Props) {
  const say = useTexts(deadLettersText);
  return (
    <Modal opened onClose={onClose} title={say('discardTitle', { count })}>
      <Stack gap="sm">
        <Text>{say('discardHint')}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{say('cancel')}</Button>
          <Button color="red" loading={busy} onClick={onDiscard}>{say('discard')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
