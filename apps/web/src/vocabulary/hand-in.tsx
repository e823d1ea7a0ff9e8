import { Button, FileButton, Group, Progress } from '@mantine/core';
import { IconRefresh, IconUpload, IconX } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { filesOf } from '../ui/file-drop.tsx';
import { dropUpload, resumeUpload, uploadDocuments, useDocumentUploads, type DocumentUpload } from './document-uploads.ts';
import type { DocumentFacts } from './send-document.ts';
import { documentEndings } from './upload-button.tsx';
import { uploadText } from './upload.text.ts';
import { useUploadProblem } from './use-upload-problem.ts';
import classes from './hand-in.module.css';

type Props = {
  /** What a file is that is handed in here. */
  facts: DocumentFacts;
  /** What the button is called for who does not see where it stands. */
  label: string;
  mayHandIn: boolean;
  children: ReactNode;
};

/** A place for one document: a file is dropped on it or chosen, and what becomes of it is said right there. */
export function HandIn({ facts, label, mayHandIn, children }: Props) {
  const say = useTexts(uploadText);
  const [over, setOver] = useState(false);
  const reset = useRef<() => void>(null);
  const upload = useUploadOf(facts);
  if (!mayHandIn) return <div className={classes.place}>{children}</div>;
  const take = (file: File | null | undefined) => {
    if (file) uploadDocuments([{ file, facts }]);
    reset.current?.();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(filesOf(event.dataTransfer)[0]);
  };
  const busy = upload?.state === 'sending' || upload?.state === 'waiting';
  return (
    <div className={classes.place} data-over={over} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      {children}
      <FileButton accept={documentEndings} onChange={take} resetRef={reset} inputProps={{ 'aria-label': label, tabIndex: -1 }}>
        {(props) => <Button {...props} size="xs" variant="default" loading={busy} leftSection={<IconUpload size={14} aria-hidden />} aria-label={label}>{say('upload')}</Button>}
      </FileButton>
      {upload && <Standing upload={upload} />}
    </div>
  );
}

function Standing({ upload: { key, state, sentBytes, file: { name, size }, problem } }: { upload: DocumentUpload }) {
  const say = useTexts(uploadText);
  const problemOf = useUploadProblem();
  if (state === 'sending') return <Progress className={classes.below} size="sm" value={(Math.min(sentBytes, size) / Math.max(size, 1)) * 100} aria-label={say('progressOf', { name })} />;
  if (state !== 'refused') return null;
  return (
    <div className={classes.below}>
      <p role="alert">{name}: {problemOf(problem)}</p>
      <Group gap={4}>
        <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} aria-label={say('again', { name })} onClick={() => resumeUpload(key)}>{say('tryAgain')}</Button>
        <Button size="compact-sm" variant="subtle" leftSection={<IconX size={14} aria-hidden />} onClick={() => dropUpload(key)}>{say('takeOff', { name })}</Button>
      </Group>
    </div>
  );
}

/** The last file that somebody handed in here. */
function useUploadOf({ taskId, workflowId, deadlineId, requirementCode }: DocumentFacts): DocumentUpload | undefined {
  return useDocumentUploads().findLast(({ facts }) => facts.requirementCode === requirementCode && facts.taskId === taskId && facts.workflowId === workflowId && facts.deadlineId === deadlineId);
}
