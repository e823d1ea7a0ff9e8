import { Progress } from '@mantine/core';
import type { ImportJobSummary } from '@kairos/contracts';
import { texts } from '../lib/texts.ts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import classes from './import-progress.module.css';

const progressText = texts({
  progress: ['Progress of {name}', 'Avanzamento di {name}'],
  rate: ['{rate} rows/s', '{rate} righe/s'],
  left: ['{seconds, plural, =0 {nearly done} one {# second left} other {# seconds left}}', '{seconds, plural, =0 {quasi finito} one {# secondo rimanente} other {# secondi rimanenti}}'],
  minutes: ['{minutes, plural, one {# minute left} other {# minutes left}}', '{minutes, plural, one {# minuto rimanente} other {# minuti rimanenti}}'],
});

/** How far an import is, how fast it goes and how long it will take. */
export function ImportProgress({ job: { fileName, progress } }: { job: Pick<ImportJobSummary, 'fileName' | 'progress'> }) {
  const say = useTexts(progressText);
  const { percent, number } = useFormats();
  const { bytesRead, bytesTotal, rowsPerSecond, secondsLeft } = progress;
  const share = bytesTotal === 0 ? 0 : Math.min(1, bytesRead / bytesTotal);
  const left = secondsLeft === null ? undefined : secondsLeft < 120 ? say('left', { seconds: secondsLeft }) : say('minutes', { minutes: Math.round(secondsLeft / 60) });
  return (
    <span className={classes.progress}>
      <Progress.Root size="sm">
        <Progress.Section value={share * 100} aria-label={say('progress', { name: fileName })} />
      </Progress.Root>
      <span>{[percent(share), rowsPerSecond !== null && say('rate', { rate: number(Math.round(rowsPerSecond)) }), left].filter(Boolean).join(' · ')}</span>
    </span>
  );
}
