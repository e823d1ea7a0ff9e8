import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { DocumentView, LinkDocumentBody } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlaceFields, type DocumentPlace } from '../../vocabulary/place-fields.tsx';
import { linkDocument } from './documents.api.ts';
import { documentText } from './document.text.ts';

/** What was chosen last is what is linked to: a task before its workflow, that before the plant. */
function targetOf({ plantId, workflowId, taskId, requirementCode }: DocumentPlace): LinkDocumentBody | undefined {
  if (taskId) return { kind: 'task', targetId: taskId, ...(requirementCode ? { requirementCode } : {}) };
  if (workflowId) return { kind: 'workflow', targetId: workflowId };
  return plantId ? { kind: 'plant', targetId: plantId } : undefined;
}

export function AddLink({ document, onClose }: { document: DocumentView; onClose: () => void }) {
  const say = useTexts(documentText);
  const [place, setPlace] = useState<DocumentPlace>({});
  const [tried, setTried] = useState(false);
  const link = useCommand({ run: (target: LinkDocumentBody) => linkDocument(document.id, target), changes: [['workflows']], done: () => say('linked'), shows: 'all' });
  const target = targetOf(place);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (target) link.mutate(target, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('addLinkTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text c="var(--ink-quiet)">{say('addLinkHint')}</Text>
          {link.error && <Alert color="red" role="alert">{link.error.message}</Alert>}
          <PlaceFields place={place} onChange={setPlace} />
          {tried && !target && <Text c="var(--overdue)" role="alert">{say('chooseTarget')}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={link.isPending}>{say('doLink')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
