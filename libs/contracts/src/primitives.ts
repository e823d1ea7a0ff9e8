import { z } from 'zod';

/** A calendar date without time or zone, `2027-03-31`. */
export const PlainDate = z.iso.date().refine(hasYear, 'must not lie in the year 0');
export type PlainDate = z.infer<typeof PlainDate>;

/** An instant in UTC, `2027-03-31T08:00:00.000Z`. */
export const Instant = z.iso.datetime().refine(hasYear, 'must not lie in the year 0');
export type Instant = z.infer<typeof Instant>;

/** An exact decimal as a string: never a float, never an exponent. */
export const DecimalString = z.string().regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/, 'must be a decimal number such as 998.5');

/** An amount in euros, exact to the cent. */
export const Euros = z.string().regex(/^(0|[1-9]\d{0,12})(\.\d{1,2})?$/, 'must be an amount in euros with at most 2 decimals, such as 1250.50');
export type Euros = z.infer<typeof Euros>;

/** Installed capacity in kilowatts: exact, above zero, to the watt. */
export const Kilowatts = z
  .string()
  .regex(/^(0|[1-9]\d{0,8})(\.\d{1,3})?$/, 'must be a number of kilowatts with at most 3 decimals, such as 998.5')
  .refine((value) => /[1-9]/.test(value), 'must be above zero');
export type Kilowatts = z.infer<typeof Kilowatts>;

/** ISO 8601 has a year 0; the calendar of history, which Postgres counts by, has none. */
function hasYear(text: string): boolean {
  return !text.startsWith('0000');
}

/** Hours that people worked, to the hundredth. */
export const ManHours = z.string().regex(/^(0|[1-9]\d{0,5})(\.\d{1,2})?$/, 'must be a number of hours with at most 2 decimals, such as 6.5');
export type ManHours = z.infer<typeof ManHours>;

/** A mass in kilograms: exact, to the gram. */
export const Kilograms = z.string().regex(/^(0|[1-9]\d{0,5})(\.\d{1,3})?$/, 'must be a number of kilograms with at most 3 decimals, such as 1.25');
export type Kilograms = z.infer<typeof Kilograms>;

/** An amount of energy in kilowatt-hours: exact, to the watt-hour. */
export const KilowattHours = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,3})?$/, 'must be a number of kilowatt-hours with at most 3 decimals, such as 97.6');
export type KilowattHours = z.infer<typeof KilowattHours>;

/** Thousandths of a number, exactly: kilowatts to watts, kilowatt-hours to watt-hours, kilograms to grams. */
export function thousandthsOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(3, '0'));
}

/** What so many thousandths are, in canonical form: no trailing zeros, no exponent. They are not below zero. */
export function ofThousandths(thousandths: bigint): string {
  const fraction = (thousandths % 1000n).toString().padStart(3, '0').replace(/0+$/, '');
  return fraction ? `${thousandths / 1000n}.${fraction}` : `${thousandths / 1000n}`;
}

/** Kilowatts to whole watts, exactly. */
export function wattsOf(capacityKw: Kilowatts): bigint {
  return thousandthsOf(capacityKw);
}

/** Whole watts to kilowatts in canonical form. */
export function kilowattsOf(watts: bigint): Kilowatts {
  return ofThousandths(watts);
}
