import { ActionIcon, Button, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { dropStored, dropUpload, pauseUpload, resumeUpload, useDocumentUploads, type DocumentUpload, type UploadState } from './document-uploads.ts';
import { resumableFromBytes } from './send-document.ts';
import { TransferStanding } from './transfer-standing.tsx';
import { uploadText } from './upload.text.ts';
import { useUploadProblem } from './use-upload-problem.ts';
import classes from './upload-list.module.css';

const tones: Record<UploadState, Tone> = { waiting: 'quiet', sending: 'plain', paused: 'due', stored: 'well', refused: 'overdue' };

/** What is on its way, how far and how fast; what was refused says why and stays to be tried again. */
export function UploadList() {
  const say = useTexts(uploadText);
  const uploads = useDocumentUploads();
  if (uploads.length === 0) return null;
  const stored = uploads.filter(({ state }) => state === 'stored').length;
  return (
    <Panel
      title={say('list')}
      actions={
        <>
          <span role="status">{say('standing', { stored, all: uploads.length })}</span>
          {stored > 0 && <Button size="xs" variant="default" onClick={dropStored}>{say('clear')}</Button>}
        </>
      }
    >
      <ul className={classes.list}>
        {uploads.map((upload) => <Upload key={upload.key} upload={upload} />)}
      </ul>
    </Panel>
  );
}

function Upload({ upload }: { upload: DocumentUpload }) {
  const say = useTexts(uploadText);
  const problemOf = useUploadProblem();
  const { file: { name, size }, state, sentBytes } = upload;
  const isChecking = state === 'sending' && sentBytes >= size;
  return (
    <li className={classes.upload}>
      <div className={classes.name}>{name}</div>
      <Mark tone={tones[state]}>{say(isChecking ? 'checking' : state)}</Mark>
      <Actions upload={upload} />
      {state === 'refused' && <p className={classes.why} role="alert">{problemOf(upload.problem)}</p>}
      {(state === 'sending' || state === 'paused') && <TransferStanding name={name} doneBytes={sentBytes} totalBytes={size} rate={upload.rate} />}
    </li>
  );
}

function Actions({ upload: { key, state, documentId, file: { name, size } } }: { upload: DocumentUpload }) {
  const say = useTexts(uploadText);
  return (
    <Group gap={4} wrap="nowrap">
      {state === 'stored' && documentId && (
        <Button size="compact-sm" variant="subtle" renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId }} aria-label={`${say('open')}: ${name}`} />}>{say('open')}</Button>
      )}
      {state === 'sending' && size >= resumableFromBytes && <ActionIcon variant="subtle" aria-label={say('pause', { name })} onClick={() => pauseUpload(key)}><IconPlayerPause size={16} /></ActionIcon>}
      {state === 'paused' && <ActionIcon variant="subtle" aria-label={say('resume', { name })} onClick={() => resumeUpload(key)}><IconPlayerPlay size={16} /></ActionIcon>}
      {state === 'refused' && <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} aria-label={say('again', { name })} onClick={() => resumeUpload(key)}>{say('tryAgain')}</Button>}
      <ActionIcon variant="subtle" aria-label={say('takeOff', { name })} onClick={() => dropUpload(key)}><IconX size={16} /></ActionIcon>
    </Group>
  );
}
