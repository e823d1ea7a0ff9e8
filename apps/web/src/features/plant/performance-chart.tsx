import type { PlantMonthView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantText } from './plant.text.ts';
import classes from './plant.module.css';

const step = 100;
const height = 100;

/** Twelve pairs of bars: what was expected behind what came. Its numbers stand in the table beside it. */
export function PerformanceChart({ months }: { months: readonly PlantMonthView[] }) {
  const say = useTexts(plantText);
  const { energy, month: named, shortMonth } = useFormats();
  const most = Math.max(...months.flatMap(({ actualKwh, expectedKwh }) => [Number(actualKwh ?? 0), Number(expectedKwh ?? 0)]), 1);
  const bar = (kwh: string | null, x: number, width: number, className: string | undefined) => {
    const tall = (Number(kwh ?? 0) / most) * height;
    return tall > 0 && <rect x={x} y={height - tall} width={width} height={tall} className={className} />;
  };
  return (
    <>
      <svg role="img" aria-label={say('chart')} viewBox={`0 0 ${months.length * step} ${height}`} preserveAspectRatio="none" className={classes.chart}>
        {months.map(({ month, actualKwh, expectedKwh }, at) => (
          <g key={month}>
            <title>{[named(month), actualKwh && `${say('actual')} ${energy(actualKwh)}`, expectedKwh && `${say('expected')} ${energy(expectedKwh)}`].filter(Boolean).join(' · ')}</title>
            {bar(expectedKwh, at * step + 10, 80, classes.expected)}
            {bar(actualKwh, at * step + 28, 44, classes.actual)}
          </g>
        ))}
      </svg>
      <p className={classes.axis} aria-hidden>{months.map(({ month }) => <span key={month}>{shortMonth(month)}</span>)}</p>
      <p className={classes.legend} aria-hidden>
        <span><Swatch className={classes.actual} />{say('actual')}</span>
        <span><Swatch className={classes.expected} />{say('expected')}</span>
        <span>{say('highest', { energy: energy(String(most)) })}</span>
      </p>
    </>
  );
}

function Swatch({ className }: { className: string | undefined }) {
  return <svg viewBox="0 0 10 10"><rect width="10" height="10" className={className} /></svg>;
}
