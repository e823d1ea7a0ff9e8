import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';

const shownMs = 10_000;

/** Says what was done, and offers for a while to take it back. */
export function showUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({ message: <Undo message={message} onUndo={() => { notifications.hide(id); onUndo(); }} />, autoClose: shownMs });
}

function Undo({ message, onUndo }: { message: string; onUndo: () => void }) {
  const say = useTexts(uiText);
  return (
    <Group justify="space-between" wrap="nowrap">
      <span>{message}</span>
      <Button size="compact-sm" variant="light" onClick={onUndo}>{say('undo')}</Button>
    </Group>
  );
}
