import { z } from 'zod';

/** How long a reading lasts: hours and days are those of the clock where the plant is, a day there has 23 to 25 hours. */
export const readingIntervals = ['15-minutes', 'hour', 'day', 'month'] as const;
export const ReadingInterval = z.enum(readingIntervals);
export type ReadingInterval = z.infer<typeof ReadingInterval>;

/** From the least to the most certain: a reading of a better quality takes the place of a worse one. */
export const readingQualities = ['estimated', 'measured', 'validated'] as const;
export const ReadingQuality = z.enum(readingQualities);
export type ReadingQuality = z.infer<typeof ReadingQuality>;
