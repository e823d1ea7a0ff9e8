import { queryOptions } from '@tanstack/react-query';
import type { ComponentView, Page, ReadingCorrection, ReadingGaps, ReadingQuality, ReadingSpikes, ReadingView, UploadedReadings } from '@kairos/contracts';
import { call } from '../../../lib/session.ts';
import type { ReadingWindow } from './reading-window.calc.ts';

const most = 200;
type Of = { plantId: string; meterId: string };
const pathOf = ({ plantId, meterId }: Of) => `/assets/plants/${plantId}/meters/${meterId}/readings`;
const within = ({ from, to }: ReadingWindow) => ({ from, to });

/** The meters of a plant, those that were taken out of it too: their readings stay. */
export const meters = (plantId: string) =>
  queryOptions({ queryKey: ['assets', 'plants', 'one', plantId, 'meters'], queryFn: async ({ signal }) => (await call<Page<ComponentView>>({ path: `/assets/plants/${plantId}/components`, query: { kind: 'meter', removed: 'with', limit: most }, signal })).items });

const read = <T>(of: Of, what: string, window: ReadingWindow, ask: (path: string, signal: AbortSignal) => Promise<T>) =>
  queryOptions({ queryKey: ['assets', 'plants', 'one', of.plantId, 'meters', of.meterId, what, window.from, window.to], queryFn: ({ signal }) => ask(pathOf(of), signal) });

/** Everything that a meter read in a window: of quarters of an hour a month has some three thousand. */
export const readingsIn = (of: Of, window: ReadingWindow) => read(of, 'readings', window, (path, signal) => everyPage<ReadingView>(path, within(window), signal));

export const correctionsIn = (of: Of, window: ReadingWindow) => read(of, 'corrections', window, (path, signal) => everyPage<ReadingCorrection>(`${path}/corrections`, within(window), signal));
export const gapsIn = (of: Of, window: ReadingWindow) => read(of, 'gaps', window, (path, signal) => call<ReadingGaps>({ path: `${path}/gaps`, query: within(window), signal }));
export const spikesIn = (of: Of, window: ReadingWindow) => read(of, 'spikes', window, (path, signal) => call<ReadingSpikes>({ path: `${path}/spikes`, query: within(window), signal }));

async function everyPage<T>(path: string, query: { from: string; to: string }, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Page<T> = await call<Page<T>>({ path, query: { ...query, limit: most, cursor }, signal });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

type Correction = { energyKwh: string; quality: ReadingQuality; reason: string; source: string };
export const correctReading = (of: Of, { startsAt, interval }: Pick<ReadingView, 'startsAt' | 'interval'>, { energyKwh, quality, reason, source }: Correction) =>
  call<UploadedReadings>({ method: 'POST', path: pathOf(of), body: { source, reason, readings: [{ startsAt, interval, energyKwh, quality }] } });
