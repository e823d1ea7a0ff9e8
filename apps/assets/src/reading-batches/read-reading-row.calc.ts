import { ImportedReadingBody, quickReader } from '@kairos/contracts';
import { errorsOf, type BatchRow, type RowError } from '../plant-batches/read-batch-row.calc.ts';
import { instantsOf } from '../readings/local-time.calc.ts';
import type { MetersOfChunk, NamedMeter } from './meters-of-chunk.calc.ts';

const readBody = quickReader(ImportedReadingBody);

/** A row with its meter. `clockMs` is the time of a clock, where the row says no offset; `instants` are those at which the clock shows it. */
export type ReadingRowRead = { body: ImportedReadingBody; meter: NamedMeter; clockMs: number | undefined; instants: readonly number[] };

/** Reads one row: its fields, the meter it means, and the instants that its time may stand for. */
export function readReadingRow(row: BatchRow, meters: MetersOfChunk): ReadingRowRead | { errors: RowError[] } {
  const parsed = readBody(row.values);
  if (!parsed.success) return { errors: errorsOf(parsed.error, row) };
  const body = parsed.data;
  const meter = meters.find(body.meter.trim(), body.plantCode?.trim());
  if ('error' in meter) return { errors: [meter.error] };
  const [date = '', clock = '00:00'] = body.startsAt.trim().split(/[T ]/);
  if (/(Z|[+-]\d{2}:\d{2})$/.test(clock)) return { body, meter, clockMs: undefined, instants: [Date.parse(`${date}T${clock}`)] };
  const clockMs = Date.parse(`${date}T${clock}Z`);
  const instants = instantsOf(clockMs, meter.timeZone);
  if (instants.length === 0) return { errors: [{ field: 'startsAt', code: 'time-skipped', value: body.startsAt, detail: `no clock in ${meter.timeZone} ever shows that time` }] };
  return { body, meter, clockMs, instants };
}
