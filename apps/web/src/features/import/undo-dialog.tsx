import { Alert, Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { undoImport } from './import.api.ts';
import { importText } from './import.text.ts';

const shown = 10;

/** Asks why, and tells what stands in the way where something does. */
export function UndoDialog({ job, onClose }: { job: ImportJobView; onClose: () => void }) {
  const say = useTexts(importText);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const undo = useCommand({ run: () => undoImport(job.id, reason.trim()), changes: [['intake'], ['assets'], ['workflows']], shows: ['undo-stands-in-the-way'] });
  const obstacles = isProblem(undo.error, 'undo-stands-in-the-way') ? undo.error : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') undo.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('undoTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text>{say('undoHint')}</Text>
          {obstacles && (
            <Alert color="red" role="alert" title={say('inTheWay')}>
              {obstacles.message}
              <List size="sm">{obstacles.problem?.errors?.slice(0, shown).map(({ pointer, detail }) => <List.Item key={pointer + detail}>{detail}</List.Item>)}</List>
            </Alert>
          )}
          <Textarea data-autofocus label={say('reason')} required autosize minRows={2} maxLength={500} value={reason} error={tried && reason.trim() === '' && say('reasonNeeded')} onChange={({ currentTarget }) => setReason(currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('dismiss')}</Button>
            <Button type="submit" color="red" loading={undo.isPending}>{say('undoTitle')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
