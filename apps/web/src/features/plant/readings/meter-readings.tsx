import { Skeleton } from '@mantine/core';
import { keepPreviousData, usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReadingGaps, ReadingSpikes, ReadingView } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Mark } from '../../../ui/mark.tsx';
import { Failure } from '../../../ui/panel.tsx';
import { CorrectReading } from './correct-reading.tsx';
import { Corrections } from './corrections.tsx';
import { ReadingChart } from './reading-chart.tsx';
import { slotsOf, totalKwh } from './reading-slots.calc.ts';
import { ReadingTable } from './reading-table.tsx';
import { hoursOff, type ReadingSpan, type ReadingWindow } from './reading-window.calc.ts';
import { correctionsIn, gapsIn, readingsIn, spikesIn } from './readings.api.ts';
import { readingsText } from './readings.text.ts';
import { useReadingTimes } from './use-reading-times.ts';
import classes from './readings.module.css';

const noGaps: ReadingGaps = { rule: '', gaps: [], more: false };
const noSpikes: ReadingSpikes = { rule: '', spikes: [], more: false };
type Props = { of: { plantId: string; meterId: string }; span: ReadingSpan; window: ReadingWindow; timeZone: string };

/** What one meter read in a period, drawn and told. */
export function MeterReadings({ of, span, window, timeZone }: Props) {
  const mayCorrect = useMay()('assets.reading.record');
  const times = useReadingTimes(timeZone, span);
  const [correcting, setCorrecting] = useState<ReadingView>();
  const reading = useQuery({ ...readingsIn(of, window), placeholderData: keepPreviousData });
  const { data: gaps = noGaps } = useQuery(gapsIn(of, window));
  const { data: spikes = noSpikes } = useQuery(spikesIn(of, window));
  usePrefetchQuery(correctionsIn(of, window));
  // What is missing by now is asked as of when it was read, not as of each moment.
  const slots = useMemo(() => slotsOf(reading.data ?? [], gaps, spikes.spikes, reading.dataUpdatedAt), [reading.data, reading.dataUpdatedAt, gaps, spikes]);
  if (reading.error && !reading.data) return <Failure error={reading.error} onRetry={reading.refetch} />;
  if (!reading.data) return <Skeleton h={320} />;
  return (
    <>
      <Standing readings={reading.data} gaps={gaps} spikes={spikes} off={hoursOff(span, window)} until={reading.dataUpdatedAt} />
      {slots.length > 0 && <ReadingChart slots={slots} span={span} timeZone={timeZone} />}
      {slots.length > 0 && <ReadingTable slots={slots} span={span} timeZone={timeZone} onCorrect={mayCorrect ? setCorrecting : undefined} />}
      <Corrections of={of} window={window} timeOf={times.full} />
      {correcting && <CorrectReading of={of} reading={correcting} at={times.full(correcting.startsAt)} onClose={() => setCorrecting(undefined)} />}
    </>
  );
}

type StandingProps = { readings: readonly ReadingView[]; gaps: ReadingGaps; spikes: ReadingSpikes; off: number; until: number };

function Standing({ readings, gaps, spikes, off, until }: StandingProps) {
  const say = useTexts(readingsText);
  const { energy } = useFormats();
  const missed = gaps.gaps.map(({ startsAt, endsAt }) => Math.min(Date.parse(endsAt), until) - Date.parse(startsAt)).filter((ms) => ms > 0);
  const hours = Math.round(missed.reduce((sum, ms) => sum + ms, 0) / 3_600_000);
  return (
    <div className={classes.facts} role="status">
      <span>{readings.length === 0 ? say('nothing') : say('summary', { count: readings.length, energy: energy(totalKwh(readings)) })}</span>
      {readings.length > 0 && missed.length > 0 && <Mark tone="due">{say('gaps', { count: missed.length, hours })}</Mark>}
      {spikes.spikes.length > 0 && <Mark tone="overdue">{say('spikes', { count: spikes.spikes.length })}</Mark>}
      {off !== 0 && <Mark tone="quiet">{say(off > 0 ? 'longer' : 'shorter', { hours: Math.abs(off) })}</Mark>}
    </div>
  );
}
