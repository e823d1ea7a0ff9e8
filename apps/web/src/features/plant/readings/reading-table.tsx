import { Button } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { ReadingView } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { Mark, type Tone } from '../../../ui/mark.tsx';
import { readingWords } from '../../../vocabulary/reading-words.ts';
import type { ReadingSlot } from './reading-slots.calc.ts';
import type { ReadingSpan } from './reading-window.calc.ts';
import { readingsText } from './readings.text.ts';
import { useReadingTimes } from './use-reading-times.ts';
import classes from './readings.module.css';

const tones: Record<ReadingView['quality'], Tone> = { estimated: 'quiet', measured: 'plain', validated: 'well' };
const nothing = () => undefined;
type Props = { slots: readonly ReadingSlot[]; span: ReadingSpan; timeZone: string; onCorrect: ((reading: ReadingView) => void) | undefined };
type Row = ReadingSlot & { id: string };

/** Every reading of a period, and where one is missing. */
export function ReadingTable({ slots, span, timeZone, onCorrect }: Props) {
  const say = useTexts(readingsText);
  const word = useTexts(readingWords);
  const { number } = useFormats();
  const times = useReadingTimes(timeZone, span);
  const rows = useMemo(() => slots.map((slot): Row => ({ ...slot, id: slot.startsAt })), [slots]);
  const correct = useCallback((reading: ReadingView) => {
    const at = times.full(reading.startsAt);
    return <Button size="compact-xs" variant="default" aria-label={say('correctOf', { at })} onClick={() => onCorrect?.(reading)}>{say('correct')}</Button>;
  }, [say, times, onCorrect]);
  const columns = useMemo((): Column<Row>[] => [
    { key: 'time', label: say('time'), width: 'minmax(11rem, 1fr)', cell: ({ startsAt }) => times.full(startsAt) },
    { key: 'energy', label: `${say('energy')} (kWh)`, width: '9rem', number: true, cell: ({ reading }) => (reading ? number(reading.energyKwh, { maximumFractionDigits: 3 }) : '–') },
    { key: 'quality', label: say('quality'), width: '9rem', cell: ({ reading }) => reading && <Mark tone={tones[reading.quality]}>{word(reading.quality)}</Mark> },
    { key: 'remark', label: say('remark'), width: 'minmax(15rem, 1.4fr)', cell: ({ reading, spike }) => (spike ? <Mark tone="overdue">{word(spike.because)}</Mark> : !reading && <Mark tone="due">{say('missing')}</Mark>) },
    { key: 'source', label: say('source'), width: 'minmax(8rem, 1fr)', cell: ({ reading }) => reading?.source },
    ...(onCorrect ? [{ key: 'correct', label: say('correct'), width: '7rem', cell: ({ reading }: Row) => reading && correct(reading) }] : []),
  ], [say, word, times, number, onCorrect, correct]);
  return (
    <div className={classes.table}>
      <DataTable label={say('table')} columns={columns} rows={rows} total={rows.length} loading={false} sort="" onSort={nothing} onEnd={nothing} empty={null} />
    </div>
  );
}
