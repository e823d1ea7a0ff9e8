import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { DocumentView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { deleteDocument } from './documents.api.ts';
import { documentText } from './document.text.ts';

/** Asks before a document goes, because it does not come back. */
export function DeleteDocument({ document, onClose }: { document: DocumentView; onClose: () => void }) {
  const say = useTexts(documentText);
  const navigate = useNavigate();
  const remove = useCommand({ run: () => deleteDocument(document), changes: [['workflows']], done: () => say('deleted', { name: document.name }), shows: 'all' });
  const go = () => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/documents', search: {} }) });
  return (
    <Modal opened onClose={onClose} title={say('deleteTitle')}>
      <Stack gap="sm">
        <Text fw={600}>{document.name}</Text>
        <Text>{say('deleteHint')}</Text>
        {remove.error && <Alert color="red" role="alert">{remove.error.message}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{say('cancel')}</Button>
          <Button color="red" loading={remove.isPending} onClick={go}>{say('doDelete')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
