import { Alert, Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { plantStatusTransitions, type PlantStatus, type PlantView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { changePlantStatus } from './plant-commands.api.ts';
import { plantFormText } from './plant-form.text.ts';
import { ProposeChanges } from './propose-changes.tsx';

type Props = { plant: PlantView; onClose: () => void };

/** Moves a plant to one of the statuses that may follow the one it has. */
export function ChangeStatus({ plant, onClose }: Props) {
  const say = useTexts(plantFormText);
  const word = useTexts(plantWords);
  const next = plantStatusTransitions[plant.status];
  const [chosen, setChosen] = useState<PlantStatus | undefined>(next[0]);
  const [reason, setReason] = useState('');
  const status = chosen && next.includes(chosen) ? chosen : next[0];
  const { mutate, isPending, error } = useCommand({
    run: (to: PlantStatus) => changePlantStatus(plant, { status: to, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }),
    changes: [['assets']], done: (saved) => say('statusDone', { name: saved.name, status: word(saved.status) }), shows: ['stale', 'change-needs-approval', 'plant-status-not-reachable'],
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (status && !isPending) mutate(status, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('statusTitle')} size="lg">
      <form onSubmit={onSubmit}>
        <Stack>
          {error && !isProblem(error, 'change-needs-approval') && <Alert color="red" role="alert">{isProblem(error, 'stale') ? say('statusStale') : error.message}</Alert>}
          <Select
            label={say('statusTo')} data-autofocus allowDeselect={false} data={next.map((value) => ({ value, label: word(value) }))} value={status ?? null}
            onChange={(value) => setChosen(next.find((known) => known === value))}
          />
          {status && plantStatusTransitions[status].length === 0 && <Alert color="yellow">{say('statusFinal')}</Alert>}
          <Textarea label={say('reason')} description={say('reasonHint')} maxLength={500} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {isProblem(error, 'change-needs-approval') && <ProposeChanges plant={plant} facts={{ status }} fields={['status']} reason={reason} onProposed={onClose} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending} disabled={!status}>{say('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
