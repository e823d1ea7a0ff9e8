import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ImportJobView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { deleteImport } from './import.api.ts';
import { importText } from './import.text.ts';

/** A job that is deleted is gone for good, so one is asked. */
export function DeleteDialog({ job, onClose }: { job: ImportJobView; onClose: () => void }) {
  const say = useTexts(importText);
  const navigate = useNavigate();
  const remove = useCommand({ run: () => deleteImport(job.id), changes: [['intake', 'import-jobs', 'list']], done: () => say('deleted') });
  return (
    <Modal opened onClose={onClose} title={say('deleteTitle')}>
      <Stack gap="sm">
        <Text>{say('deleteHint')}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{say('dismiss')}</Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/imports', search: {} }) })}>{say('deleteTitle')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
