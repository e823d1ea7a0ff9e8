import { Progress } from '@mantine/core';
import { secondsLeft } from '../lib/transfer-rate.calc.ts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { uploadText } from './upload.text.ts';
import classes from './upload-list.module.css';

type Props = { name: string; doneBytes: number; totalBytes: number; rate: number | undefined };

/** How far a file is on its way, how fast, and how long that will still take. */
export function TransferStanding({ name, doneBytes, totalBytes, rate }: Props) {
  const say = useTexts(uploadText);
  const { bytes } = useFormats();
  const done = Math.min(doneBytes, totalBytes);
  const seconds = secondsLeft(totalBytes - done, done < totalBytes ? rate : undefined);
  const left = seconds === undefined ? undefined : seconds < 60 ? say('seconds', { seconds }) : say('minutes', { minutes: Math.round(seconds / 60) });
  return (
    <div className={classes.standing}>
      <Progress value={(done / Math.max(totalBytes, 1)) * 100} aria-label={say('progressOf', { name })} size="sm" />
      <span>{[say('sent', { sent: bytes(done), total: bytes(totalBytes) }), rate !== undefined && say('rate', { rate: bytes(rate) }), left].filter(Boolean).join(' · ')}</span>
    </div>
  );
}
