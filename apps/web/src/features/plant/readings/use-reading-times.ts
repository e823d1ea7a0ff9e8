import { useMemo } from 'react';
import { useLocale } from '../../../lib/locale.ts';
import type { ReadingSpan } from './reading-window.calc.ts';

const axis: Record<ReadingSpan, Intl.DateTimeFormatOptions> = { day: { hour: '2-digit', minute: '2-digit' }, week: { weekday: 'short', hour: '2-digit', minute: '2-digit' }, month: { day: 'numeric', month: 'short' } };

/** Says instants by the clock of the plant; the hour that is shown twice in autumn is told apart by the name of its time. */
export function useReadingTimes(timeZone: string, span: ReadingSpan) {
  const region = useLocale() === 'it' ? 'it-IT' : 'en-GB';
  return useMemo(() => {
    const short = new Intl.DateTimeFormat(region, { ...axis[span], timeZone });
    const full = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone });
    return { short: (ms: number) => short.format(ms), full: (instant: string) => full.format(new Date(instant)) };
  }, [region, span, timeZone]);
}
