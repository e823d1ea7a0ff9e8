import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { PlantChangeView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { FactChanges } from '../../vocabulary/fact-changes.tsx';
import { historyText } from './history.text.ts';
import { revertChange } from './plant.api.ts';

type Props = { plantId: string; change: PlantChangeView; onClose: () => void };

const shown = ['changed-since', 'not-taken-back', 'change-needs-approval', 'invalid-body'];

/** Takes one change back, and asks why. */
export function RevertChange({ plantId, change: { id, before, after }, onClose }: Props) {
  const say = useTexts(historyText);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useCommand({
    run: () => revertChange(plantId, id, reason.trim() || undefined), changes: [['assets']], done: () => say('takenBack'), shows: shown,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('takeBackTitle')} size="lg">
      <form onSubmit={onSubmit}>
        <Stack>
          <Text c="var(--ink-quiet)">{say('takeBackHint')}</Text>
          <FactChanges label={say('takeBackTitle')} changes={Object.keys(after).map((field) => ({ field, from: after[field], to: before[field] }))} from={say('now')} to={say('after')} />
          {error && <Alert color="red" role="alert">{error.message}</Alert>}
          <Textarea label={say('reason')} maxLength={500} autosize minRows={2} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending}>{say('takeBack')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
