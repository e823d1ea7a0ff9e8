import { z } from 'zod';
import { ReadingUploadId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, KilowattHours } from '../primitives.ts';
import { ReadingInterval, ReadingQuality } from './reading.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

/** As many readings as one upload brings: a month of quarters of an hour. */
export const mostReadings = 3000;

/** A reading of a start that is known already is the same again, is of a better quality, or needs a reason to take its place. */
export const UploadReadingsBody = z.strictObject({
  /** Where they are from: a file, a portal, a device. */
  source: text(200),
  /** Why readings that are known already are others. */
  reason: text(500).optional(),
  readings: z.array(z.strictObject({ startsAt: Instant, interval: ReadingInterval, energyKwh: KilowattHours, quality: ReadingQuality.default('measured') })).min(1).max(mostReadings),
});
export type UploadReadingsBody = z.infer<typeof UploadReadingsBody>;

export const readingRefusals = ['not-at-a-boundary', 'in-the-future', 'overlaps-another', 'differs-without-reason'] as const;
/** What became of the readings; `place` counts those of the body from 0. Nothing is stored twice, however often it is sent. */
export const UploadedReadings = z.object({
  readingUploadId: ReadingUploadId.nullable(),
  recorded: z.int().nonnegative(),
  corrected: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  rejected: z.array(z.object({ place: z.int().nonnegative(), startsAt: Instant, code: z.enum(readingRefusals), detail: z.string() })),
});
export type UploadedReadings = z.infer<typeof UploadedReadings>;

export const ReadingView = z.object({
  startsAt: Instant, endsAt: Instant, interval: ReadingInterval, energyKwh: KilowattHours, quality: ReadingQuality, source: z.string(),
});
export type ReadingView = z.infer<typeof ReadingView>;
const window = { from: Instant.optional(), to: Instant.optional() };
/** Readings that start in a window, its end excluded. */
export const ListReadingsQuery = PageQuery.extend({ ...window, interval: ReadingInterval.optional(), quality: ReadingQuality.optional() }).strict();
export type ListReadingsQuery = z.infer<typeof ListReadingsQuery>;
export const ReadingPage = pageOf(ReadingView);

const held = z.object({ energyKwh: KilowattHours, quality: ReadingQuality });
/** What a reading held before it was corrected and holds after, who did it, when and why; `after` is null where the undo of an import withdrew it. */
export const ReadingCorrection = z.object({
  id: z.uuid(), startsAt: Instant, before: held, after: held.nullable(),
  reason: z.string(), correctedBy: UserId, correctedAt: Instant,
});
export type ReadingCorrection = z.infer<typeof ReadingCorrection>;
export const ListReadingCorrectionsQuery = PageQuery.extend(window).strict();
export type ListReadingCorrectionsQuery = z.infer<typeof ListReadingCorrectionsQuery>;
export const ReadingCorrectionPage = pageOf(ReadingCorrection);

/** As long as a window may be in which gaps or spikes are looked for. */
export const longestWindowDays = 400;
/** The last 31 days where nothing is said. */
export const ReadingWindowQuery = z.object(window).strict();
export type ReadingWindowQuery = z.infer<typeof ReadingWindowQuery>;

/** Times of a window of which no reading tells; at most a thousand are told, and `more` says that there are others. */
export const ReadingGaps = z.object({ rule: z.string(), gaps: z.array(z.object({ startsAt: Instant, endsAt: Instant, minutes: z.int().positive() })), more: z.boolean() });
export type ReadingGaps = z.infer<typeof ReadingGaps>;

export const ReadingSpike = z.object({
  startsAt: Instant, interval: ReadingInterval, energyKwh: KilowattHours,
  /** More than the plant can give, or far above what the meter reads at that time of day. */
  because: z.enum(['above-capacity', 'far-above-usual']),
  /** What it was measured against: the most that is plausible, and for the second kind the median. */
  mostKwh: KilowattHours, medianKwh: KilowattHours.nullable(),
});
export type ReadingSpike = z.infer<typeof ReadingSpike>;
export const ReadingSpikes = z.object({ rule: z.string(), spikes: z.array(ReadingSpike), more: z.boolean() });
export type ReadingSpikes = z.infer<typeof ReadingSpikes>;
