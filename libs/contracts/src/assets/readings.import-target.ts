import { z } from 'zod';
import { defineImportTarget } from '../intake/import-target.ts';
import { KilowattHours, PlainDate } from '../primitives.ts';
import { ReadingInterval, ReadingQuality } from './reading.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const moment = /^\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?$/;

/**
 * One reading as a file tells of it. Without an offset its time is one of the clock where the plant is: of a time that this shows
 * twice the first row of a file tells of the earlier one, the second of the later.
 */
export const ImportedReadingBody = z.strictObject({
  /** The code or serial number of the meter. */
  meter: text(100),
  /** Needed where the meters of several plants are called alike. */
  plantCode: text(50).nullish(),
  /** When its interval begins: `2026-10-25`, `2026-10-25 02:15`, or with an offset `2026-10-25T02:15:00+02:00`. */
  startsAt: z.string().trim()
    .regex(moment, { abort: true, error: 'must be a time such as 2026-10-25 02:15, or with its offset 2026-10-25T02:15:00+02:00' })
    .refine((told) => told >= '1970' && PlainDate.safeParse(told.slice(0, 10)).success, 'must lie on a day that there is, in 1970 or later'),
  interval: ReadingInterval.default('15-minutes'),
  energyKwh: KilowattHours,
  quality: ReadingQuality.default('measured'),
  /** Why it takes the place of a reading that is known. */
  reason: text(500).nullish(),
});
export type ImportedReadingBody = z.infer<typeof ImportedReadingBody>;

export const readingsTarget = defineImportTarget({
  service: 'assets',
  title: 'Readings of meters',
  body: ImportedReadingBody,
  naturalKey: ['meter', 'startsAt'],
  batches: { path: '/api/v1/assets/readings/batches', permission: 'assets.reading.record' },
  reconciliation: { path: '/api/v1/assets/plants/match', permission: 'assets.plant.read' },
  tellsOfParts: true,
  undoes: true,
  inTurn: true,
  // Of a time that a clock shows twice the first row tells of the earlier one.
  rowsInOrder: true,
});
