import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiProblem } from '../lib/problem.ts';
import { secondsLeft } from '../lib/transfer-rate.calc.ts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { sourceFileText } from './source-file.text.ts';
import { useSourceFile, type Upload } from './use-source-file.ts';
import classes from './source-file-drop.module.css';

type Props = { label?: string; onArrived: (sourceFileId: string, file: File) => void };

/** Takes a file by hand, by the keyboard or dropped, and sends it up. */
export function SourceFileDrop({ label, onArrived }: Props) {
  const say = useTexts(sourceFileText);
  const upload = useSourceFile(onArrived);
  const [empty, setEmpty] = useState(false);
  const take = ([file]: File[]) => {
    setEmpty(file?.size === 0);
    if (file && file.size > 0) upload.begin(file);
  };
  if (upload.phase === 'sending' || upload.phase === 'paused') return <Sending upload={upload} />;
  return (
    <>
      {upload.phase === 'failed' && <Refused upload={upload} />}
      {empty && <Alert color="red" role="alert" title={say('refused')}>{say('empty')}</Alert>}
      <Dropzone className={classes.drop} multiple={false} useFsAccessApi={false} onDrop={take} aria-label={label ?? say('drop')} inputProps={{ 'aria-label': label ?? say('drop') }}>
        <div className={classes.inner}>
          <IconFileUpload size={36} stroke={1.4} aria-hidden />
          <Text fw={600}>{label ?? say('drop')}</Text>
          <Text size="sm" c="var(--ink-quiet)" maw="34rem">{say('dropHint')}</Text>
        </div>
      </Dropzone>
    </>
  );
}

function Sending({ upload: { file, standing, phase, pause, goOn, cancel } }: { upload: Upload }) {
  const say = useTexts(sourceFileText);
  const { bytes } = useFormats();
  const { sent = 0, total = 1, bytesPerSecond, waiting = false } = standing ?? {};
  const told = phase === 'paused' ? say('paused') : waiting ? say('waiting') : sent === total ? say('looking') : undefined;
  const left = secondsLeft(total - sent, bytesPerSecond);
  const rate = bytesPerSecond === undefined || left === undefined ? [] : [say('rate', { rate: bytes(bytesPerSecond) }), say('left', { seconds: left })];
  return (
    <div className={classes.sending} role="group" aria-label={say('sending', { name: file?.name ?? '' })}>
      <Text fw={600}>{file?.name}</Text>
      <Progress.Root size="md" mt="xs">
        <Progress.Section value={(sent / total) * 100} aria-label={say('sending', { name: file?.name ?? '' })} />
      </Progress.Root>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="var(--ink-quiet)" role="status">{told ?? [say('sent', { sent: bytes(sent), total: bytes(total) }), ...rate].join(' · ')}</Text>
        <Group gap="xs">
          {phase === 'paused' ? <Button size="xs" variant="default" onClick={goOn}>{say('goOn')}</Button> : <Button size="xs" variant="default" disabled={sent === total} onClick={pause}>{say('pause')}</Button>}
          <Button size="xs" variant="subtle" onClick={cancel}>{say('cancel')}</Button>
        </Group>
      </Group>
    </div>
  );
}

function Refused({ upload: { error, file, goOn, cancel } }: { upload: Upload }) {
  const say = useTexts(sourceFileText);
  const passing = error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
  return (
    <Alert color="red" role="alert" title={`${say('refused')}: ${file?.name ?? ''}`} mb="sm">
      <Group justify="space-between">
        <Text>{error instanceof ApiProblem && error.code === 'unreachable' ? say('unreachable') : error?.message}</Text>
        <Group gap="xs">
          {passing && <Button size="xs" variant="default" onClick={goOn}>{say('goOn')}</Button>}
          <Button size="xs" variant="subtle" onClick={cancel}>{say('cancel')}</Button>
        </Group>
      </Group>
    </Alert>
  );
}
