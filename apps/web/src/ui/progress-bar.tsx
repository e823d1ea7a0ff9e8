import { Progress } from '@mantine/core';
import { useFormats } from '../lib/use-formats.ts';
import classes from './progress-bar.module.css';

/** How far something is, as a bar and as a number. */
export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  const formats = useFormats();
  return (
    <span className={classes.progress}>
      <Progress.Root size="sm">
        <Progress.Section value={percent} aria-label={label} />
      </Progress.Root>
      <span>{formats.percent(percent / 100)}</span>
    </span>
  );
}
