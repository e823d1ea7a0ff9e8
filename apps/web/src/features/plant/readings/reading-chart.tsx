import { useMemo } from 'react';
import { readingQualities } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Chart } from '../../../ui/chart.tsx';
import type { ChartSeries, ChartTone, Drawing } from '../../../ui/chart-drawing.ts';
import { readingWords } from '../../../vocabulary/reading-words.ts';
import { axisEnd, type ReadingSlot } from './reading-slots.calc.ts';
import type { ReadingSpan } from './reading-window.calc.ts';
import { readingsText } from './readings.text.ts';
import { useReadingTimes } from './use-reading-times.ts';

const tones: Record<(typeof readingQualities)[number], ChartTone> = { estimated: 'beside', measured: 'main', validated: 'well' };

/** What was read along the time of the plant, how certain it is, what is missing and what can hardly be. */
export function ReadingChart({ slots, span, timeZone }: { slots: readonly ReadingSlot[]; span: ReadingSpan; timeZone: string }) {
  const say = useTexts(readingsText);
  const word = useTexts(readingWords);
  const { energy } = useFormats();
  const times = useReadingTimes(timeZone, span);
  const drawing = useMemo((): Drawing => {
    const series = (name: string, tone: ChartTone, of: (slot: ReadingSlot) => boolean): ChartSeries => ({ name, kind: 'bar', tone, values: slots.map((slot) => (slot.reading && of(slot) ? Number(slot.reading.energyKwh) : null)) });
    const all: ChartSeries[] = [
      ...readingQualities.map((quality) => series(word(quality), tones[quality], ({ reading, spike }) => reading?.quality === quality && !spike)),
      series(say('doubtful'), 'overdue', ({ spike }) => spike !== undefined),
      { name: say('missing'), kind: 'bar', tone: 'shade', fills: true, values: slots.map(({ reading }) => (reading ? null : 1)) },
    ];
    const most = axisEnd(slots);
    return {
      ...(most === undefined ? {} : { most }),
      places: slots.map(({ middleMs, startsAt }) => times.short(span === 'month' ? middleMs : Date.parse(startsAt))),
      series: all.filter(({ values }) => values.some((value) => value !== null)),
      together: true,
      amount: (kwh) => energy(String(kwh)),
      tell: (place) => {
        const slot = slots[place];
        if (!slot) return [];
        const { reading, spike, startsAt } = slot;
        return [times.full(startsAt), ...(reading ? [energy(reading.energyKwh), word(reading.quality)] : [say('missing')]), ...(spike ? [word(spike.because)] : [])];
      },
    };
  }, [slots, span, times, say, word, energy]);
  return <Chart label={say('chart')} {...drawing} />;
}
