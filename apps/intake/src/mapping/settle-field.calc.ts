import type { ColumnProfile, FieldMapping, NumberFormat } from '@kairos/contracts';
import { sureEnough } from '../sniffing/profile-columns.calc.ts';
import type { SettledField } from './read-value.calc.ts';

type DecimalField = Extract<FieldMapping, { as: 'decimal' }>;
type DateField = Extract<FieldMapping, { as: 'date' }>;
type Settled = { field: SettledField; doubt?: string };

const plainNumbers: NumberFormat = { decimalSeparator: '.', groupSeparator: '' };
const plainDates = 'YYYY-MM-DD';

/**
 * Puts what the column shows in the place of every `auto`.
 *
 * @returns with a `doubt`, in words, when the column may be read in two ways and the recipe does not choose
 */
export function settleField(field: FieldMapping, profile: ColumnProfile | undefined): Settled {
  if (field.as === 'decimal') return settleNumber(field, profile?.numberFormat ?? undefined);
  if (field.as === 'date') return settleDate(field, profile?.dateFormat ?? undefined);
  return { field };
}

function settleNumber({ decimalSeparator, groupSeparator, ...field }: DecimalField, shown: Shown<NumberFormat>): Settled {
  const open = decimalSeparator === 'auto' && groupSeparator === 'auto';
  const seen = shown?.value ?? plainNumbers;
  if (open) return { field: { ...field, format: seen }, ...doubtOf(shown) };
  const decimal = decimalSeparator !== 'auto' ? decimalSeparator : groupSeparator === seen.decimalSeparator ? other(groupSeparator) : seen.decimalSeparator;
  // A number without groups is read all the same, so the usual separator of groups does no harm.
  const usual = seen.groupSeparator === '' || seen.groupSeparator === decimal ? other(decimal) : seen.groupSeparator;
  return { field: { ...field, format: { decimalSeparator: decimal, groupSeparator: groupSeparator === 'auto' ? usual : groupSeparator } } };
}

function settleDate({ formats, ...field }: DateField, shown: Shown<string>): Settled {
  if (formats !== 'auto') return { field: { ...field, formats } };
  return { field: { ...field, formats: [shown?.value ?? plainDates] }, ...doubtOf(shown) };
}

type Shown<T> = { value: T; confidence: number; reason: string } | undefined;

function doubtOf(shown: Shown<unknown>): Pick<Settled, 'doubt'> {
  return shown && shown.confidence < sureEnough ? { doubt: shown.reason } : {};
}

function other(separator: string): '.' | ',' {
  return separator === '.' ? ',' : '.';
}
