import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '@kairos/contracts';

/** A message in English and in Italian, side by side: ICU MessageFormat, so that plurals and values stand in the sentence. */
export type Pair = readonly [en: string, it: string];
export type Values = Readonly<Record<string, string | number | Date>>;
export type Say<Key extends string> = (key: Key, values?: Values) => string;

const at: Record<Locale, 0 | 1> = { en: 0, it: 1 };
const compiled = new Map<string, IntlMessageFormat>();

/** The words of one feature. */
export function texts<const T extends Record<string, Pair>>(pairs: T): T {
  return pairs;
}

/** Characters that turn the direction of what follows them, beyond the end of what they stand in. */
const turning = /[\u202A-\u202E\u2066-\u2069]/u;

/** A value that turns the direction of what is written turns its own alone: it is set apart, and whatever it left open ends with it. */
const isolated = (value: Values[string]) => (typeof value === 'string' && turning.test(value) ? `\u2068${value.replaceAll('\u2069', '')}${'\u2069'.repeat(1 + (value.match(/[\u2066-\u2068]/gu)?.length ?? 0))}` : value);

/** A message in a language. */
export function inLocale(locale: Locale, pair: Pair, values?: Values): string {
  const message = pair[at[locale]];
  if (values === undefined && !message.includes('{')) return message;
  const key = `${locale} ${message}`;
  let format = compiled.get(key);
  if (!format) compiled.set(key, (format = new IntlMessageFormat(message, locale)));
  return String(format.format(values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value)]))));
}
