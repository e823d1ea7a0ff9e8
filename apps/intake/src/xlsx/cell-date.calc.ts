import type { CellFormat } from './cell-format.calc.ts';
import type { CellText } from './cell-number.calc.ts';

const dayMs = 86_400_000;
/** 31 December 9999, the last day that Excel knows. */
const lastDay = 2_958_465;
const daysBetweenSystems = 1462;

/**
 * A date, time or span that a cell keeps as a number of days, in the spelling of ISO 8601. Days count from 1900 with a
 * 29 February 1900 that never was, or from 1904.
 */
export function cellDate(stored: string, kind: Exclude<CellFormat['kind'], 'number' | 'digits'>, from1904: boolean): CellText {
  const days = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(days) || days < 0 || days > lastDay) return { fault: 'no-date' };
  const ms = Math.round(days * dayMs);
  if (kind === 'span') return { text: clock(ms) };
  const timeOfDay = ms % dayMs;
  if (kind === 'time' && ms < dayMs) return { text: clock(ms) };
  const serial = Math.floor(ms / dayMs) + (from1904 ? daysBetweenSystems : 0);
  if (serial === 60 || serial === 0 || serial > lastDay) return { fault: 'no-date' };
  const date = new Date(Date.UTC(1899, 11, serial > 60 ? 30 : 31) + serial * dayMs).toISOString().slice(0, 10);
  return { text: timeOfDay === 0 ? date : `${date}T${clock(timeOfDay)}` };
}

function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const fraction = ms % 1000 === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}`;
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${fraction}`;
}
