import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { ComponentView } from '@kairos/contracts';
import { isProblem } from '../../../lib/problem.ts';
import { todayHere } from '../../../lib/today.ts';
import { useCommand } from '../../../lib/use-command.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { removeComponent } from './components.api.ts';
import { componentsText } from './components.text.ts';

/** Takes a component out of its plant, on a day. */
export function RemoveComponent({ of, onCancel, onRemoved }: { of: ComponentView; onCancel: () => void; onRemoved: () => void }) {
  const say = useTexts(componentsText);
  const [day, setDay] = useState(todayHere);
  const { mutate, isPending, error } = useCommand({ run: () => removeComponent(of, day), changes: [['assets']], done: () => say('removed', { name: of.name }), shows: 'all' });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (day !== '' && !isPending) mutate(undefined, { onSuccess: onRemoved });
  };
  return (
    <Modal opened onClose={onCancel} title={say('removeTitle', { name: of.name })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text c="var(--ink-quiet)">{say('removeHint')}</Text>
          {error && <Alert color="red" role="alert">{isProblem(error, 'stale') ? say('stale') : error.message}</Alert>}
          <TextInput type="date" data-autofocus label={say('removedOn')} required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>{say('cancel')}</Button>
            <Button type="submit" color="red" loading={isPending} disabled={day === ''}>{say('doRemove')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
