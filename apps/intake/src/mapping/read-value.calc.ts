import { compareExact, formatExact, parseExact, timesPowerOfTen, type FieldMapping, type NumberFormat, type RecipeUnit } from '@kairos/contracts';
import { exampleOf } from '../sniffing/number-format.calc.ts';
import { readDate } from '../values/read-date.calc.ts';
import { shiftPlain } from '../values/shift-plain.calc.ts';
import { readNumber } from '../values/read-number.calc.ts';

export type Value = string | number;
/** A cell becomes a value or is refused with a code and a sentence that follows the column's name. */
export type Reading = { value: Value } | { code: string; detail: string };

/** `plain` tells that the text is a number in plain notation, whatever the format of the field. */
type Reader = (text: string, plain?: boolean) => Reading;
type Field<Kind> = Extract<FieldMapping, { as: Kind }>;
type DecimalField = Omit<Field<'decimal'>, keyof NumberFormat> & { format: NumberFormat };
/** A field whose numbers and dates are read in formats that stand fixed. */
export type SettledField = Field<'text' | 'integer'> | DecimalField | (Omit<Field<'date'>, 'formats'> & { formats: readonly string[] });

/** Powers of ten of each unit over the base unit of its quantity, watt or watt-hour. */
const exponents: Record<RecipeUnit, number> = { W: 0, kW: 3, MW: 6, GW: 9, Wh: 0, kWh: 3, MWh: 6, GWh: 9 };

const refuse = (code: string, detail: string): Reading => ({ code, detail });

/** How the cells of one field are read; made once per job. */
export function readerOf(field: SettledField): Reader {
  switch (field.as) {
    case 'text':
      return (text) => {
        if (field.minLength !== undefined && text.length < field.minLength) {
          return refuse('too-short', `must have at least ${field.minLength} characters`);
        }
        if (field.maxLength !== undefined && text.length > field.maxLength) {
          return refuse('too-long', `must have at most ${field.maxLength} characters`);
        }
        return { value: text };
      };
    case 'decimal':
      return decimalReader(field);
    case 'integer':
      return (text) => {
        const number = parseExact(text);
        if (!number || number.scale > 0 || text.length > 15) return refuse('invalid-integer', 'must be a whole number');
        const value = Number(number.digits);
        if (field.min !== undefined && value < field.min) return refuse('out-of-range', `must be at least ${field.min}`);
        if (field.max !== undefined && value > field.max) return refuse('out-of-range', `must be at most ${field.max}`);
        return { value: value === 0 ? 0 : value };
      };
    case 'date': {
      const patterns = field.formats.map(readDate);
      return (text) => {
        for (const pattern of patterns) {
          const value = pattern(text);
          if (value) return { value };
        }
        return refuse('invalid-date', `must be a date such as ${field.formats.join(' or ')}`);
      };
    }
  }
}

function decimalReader(field: DecimalField): Reader {
  const shift = field.unit ? exponents[field.unit.from] - exponents[field.unit.to] : 0;
  const min = field.min === undefined ? undefined : parseExact(field.min);
  const max = field.max === undefined ? undefined : parseExact(field.max);
  const { format } = field;
  const read = readNumber(format);
  const quick = format.decimalSeparator === '.' && !min && !max ? shiftPlain(shift) : undefined;
  return (text, plain) => {
    const known = quick?.(text);
    if (known !== undefined) return { value: known };
    const digits = plain ? text : read(text);
    const written = digits === undefined ? undefined : parseExact(digits);
    if (!written) return refuse('invalid-number', `must be a number written like ${exampleOf(format)}`);
    const number = shift === 0 ? written : timesPowerOfTen(written, shift);
    if (min && compareExact(number, min) < 0) return refuse('out-of-range', `must be at least ${field.min}`);
    if (max && compareExact(number, max) > 0) return refuse('out-of-range', `must be at most ${field.max}`);
    return { value: formatExact(number) };
  };
}
