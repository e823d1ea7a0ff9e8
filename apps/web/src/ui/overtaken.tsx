import { Alert, Button, Group, Stack } from '@mantine/core';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';

/** Somebody saved while I was changing the same: mine upon theirs, or theirs alone. */
export function Overtaken({ onMine, onTheirs }: { onMine: () => void; onTheirs: () => void }) {
  const say = useTexts(uiText);
  return (
    <Alert color="yellow" role="alert" title={say('overtaken')}>
      <Stack gap="sm">
        {say('overtakenHint')}
        <Group gap="xs">
          <Button size="xs" onClick={onMine}>{say('keepMine')}</Button>
          <Button size="xs" variant="default" onClick={onTheirs}>{say('takeTheirs')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
