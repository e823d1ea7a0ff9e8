import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { DocumentCategory } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { uploadDocuments } from './document-uploads.ts';
import { PlaceFields, type DocumentPlace } from './place-fields.tsx';
import { CategorySelect, MoreFacts, type SaidOfAll } from './upload-facts.tsx';
import { ChosenFiles } from './chosen-files.tsx';
import { uploadText } from './upload.text.ts';

type Props = {
  files: readonly File[];
  onFiles: (files: File[]) => void;
  onClose: () => void;
  /** What is settled where the files were dropped. */
  fixed?: DocumentPlace;
};

/** What is to be said of files before they are stored: one category and place for all, or a category of its own for each. */
export function UploadDialog({ files, onFiles, onClose, fixed = {} }: Props) {
  const say = useTexts(uploadText);
  const [category, setCategory] = useState<DocumentCategory>();
  const [own, setOwn] = useState<ReadonlyMap<File, DocumentCategory>>(new Map());
  const [place, setPlace] = useState<DocumentPlace>({});
  const [said, setSaid] = useState<SaidOfAll>({});
  const [tried, setTried] = useState(false);
  const lacksCategory = category === undefined && files.some((file) => !own.has(file));

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (lacksCategory) return event.currentTarget.querySelector<HTMLElement>('[name=category]')?.focus();
    const { workflowId, taskId, ...belongs } = { ...place, ...fixed };
    // A task stands for its workflow.
    const linked = taskId ? { ...belongs, taskId } : { ...belongs, workflowId };
    uploadDocuments(files.map((file) => ({ file, facts: { ...said, ...linked, category: own.get(file) ?? category } })));
    onClose();
  };
  const leaveOut = (file: File) => {
    const left = files.filter((other) => other !== file);
    if (left.length === 0) onClose();
    else onFiles(left);
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={say('title', { count: files.length })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <ChosenFiles files={files} own={own} onOwn={(file, chosen) => setOwn(new Map([...own].filter(([other]) => other !== file).concat(chosen ? [[file, chosen]] : [])))} onLeaveOut={leaveOut} />
          <CategorySelect value={category} onChange={setCategory} fault={tried && lacksCategory ? say('chooseCategory') : undefined} />
          <PlaceFields place={place} onChange={setPlace} fixed={fixed} />
          <MoreFacts said={said} onChange={setSaid} named={files.length === 1} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit">{say('start', { count: files.length })}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
