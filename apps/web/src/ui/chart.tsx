import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useState, type KeyboardEvent } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import type { Drawing } from './chart-drawing.ts';
import { stepTo } from './chart-steps.calc.ts';
import { uiText } from './ui.text.ts';
import classes from './chart.module.css';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

type Props = Drawing & {
  /** What it shows, for those who do not see it; its numbers stand in a table beside it. */
  label: string;
};

/** Series over the same places of an axis. What draws it comes behind the page; the arrow keys read it place by place. */
export function Chart({ label, ...drawing }: Props) {
  const say = useTexts(uiText);
  const [at, setAt] = useState<number>();
  const count = drawing.places.length;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepTo(event.key, at, count);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  const told = at !== undefined && at < count ? drawing.tell(at) : undefined;
  return (
    <div className={classes.chart} role="figure" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} onBlur={() => setAt(undefined)}>
      <Suspense fallback={<Skeleton h="100%" />}>
        <ChartCanvas drawing={drawing} at={told ? at : undefined} />
      </Suspense>
      <p className="visually-hidden">{say('chartKeys')}</p>
      <p className="visually-hidden" role="status">{told?.join(', ')}</p>
    </div>
  );
}
