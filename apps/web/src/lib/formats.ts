import type { Locale } from '@kairos/contracts';

const regions: Record<Locale, string> = { en: 'en-GB', it: 'it-IT' };
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const format = numbers.get(key) ?? new Intl.NumberFormat(regions[locale], options);
  numbers.set(key, format);
  return format;
}

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const format = dates.get(key) ?? new Intl.DateTimeFormat(regions[locale], options);
  dates.set(key, format);
  return format;
}

/** Numbers and dates as the reader's language writes them, and instants in their time zone. Decimals come as text and stay exact: no digit goes through a float. */
export function formatsOf(locale: Locale, ownTimeZone: string) {
  const number = (value: number | string, options: Intl.NumberFormatOptions = {}) => numberFormat(locale, options).format(value as Intl.StringNumericLiteral | number);
  return {
    number,
    /** Kilowatts up to a megawatt, megawatts beyond. */
    capacity: (capacityKw: string) =>
      Number(capacityKw) < 1000 ? `${number(capacityKw, { maximumFractionDigits: 3 })} kW` : `${number(Number(capacityKw) / 1000, { maximumFractionDigits: 2 })} MW`,
    /** Kilowatt-hours up to a megawatt-hour, then megawatt-hours, then gigawatt-hours. */
    energy: (kwh: string) => {
      const [divisor, unit] = Number(kwh) < 1e3 ? [1, 'kWh'] : Number(kwh) < 1e6 ? [1e3, 'MWh'] : [1e6, 'GWh'];
      return `${number(Number(kwh) / divisor, { maximumFractionDigits: 2 })} ${unit}`;
    },
    /** Bytes as people count them: kB, MB, GB. */
    bytes: (bytes: number) => {
      const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
      return `${number(bytes / 1000 ** step, { maximumFractionDigits: step === 0 ? 0 : 1 })} ${['B', 'kB', 'MB', 'GB'][step]}`;
    },
    percent: (share: number) => number(share, { style: 'percent', maximumFractionDigits: 1 }),
    /** A day of the calendar, `2027-03-31`, which is the same day everywhere. */
    day: (date: string) => dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
    /** A day with its weekday, as a heading says it. */
    longDay: (date: string) => dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
    /** A day of any year, `03-31`. */
    monthDay: (monthAndDay: string) => dateFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`2024-${monthAndDay}T00:00:00Z`)),
    weekday: (date: string) => dateFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
    /** A month of the calendar, `2027-03`. */
    month: (name: string) => dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${name}-01T00:00:00Z`)),
    /** The month of the year, short enough to stand under a bar. */
    shortMonth: (name: string) => dateFormat(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(`${name}-01T00:00:00Z`)),
    /** An instant in the time of who reads, or of the plant whose zone is named. */
    instant: (instant: string, timeZone = ownTimeZone) => dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(instant)),
  };
}
export type Formats = ReturnType<typeof formatsOf>;
