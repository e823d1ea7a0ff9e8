import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { DocumentView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { uploadDocuments } from '../../vocabulary/document-uploads.ts';
import { DateFields, type SaidOfAll } from '../../vocabulary/upload-facts.tsx';
import { documentText } from './document.text.ts';

/** What is to be said of a file before it becomes the latest version. */
export function VersionDialog({ document: { id, name }, file, onClose }: { document: DocumentView; file: File; onClose: () => void }) {
  const say = useTexts(documentText);
  const { bytes } = useFormats();
  const [said, setSaid] = useState<Pick<SaidOfAll, 'issuedOn' | 'expiresOn' | 'note'>>({});
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    uploadDocuments([{ file, facts: { ...said, note: said.note?.trim().replaceAll('\n', ' ') || undefined, documentId: id } }]);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={say('versionTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text>{name}</Text>
          <Text c="var(--ink-quiet)" size="sm">{file.name}, {bytes(file.size)}</Text>
          <DateFields said={said} onChange={(dates) => setSaid({ ...said, ...dates })} />
          <Text c="var(--ink-quiet)" size="sm">{say('keepsExpiry')}</Text>
          <Textarea label={say('note')} maxLength={1000} autosize minRows={1} value={said.note ?? ''} onChange={({ currentTarget }) => setSaid({ ...said, note: currentTarget.value })} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" data-autofocus>{say('startVersion')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
