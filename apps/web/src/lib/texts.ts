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

/** A message in a language. */
export function inLocale(locale: Locale, pair: Pair, values?: Values): string {
  const message = pair[at[locale]];
  if (values === undefined && !message.includes('{')) return message;
  const key = `${locale} ${message}`;
  let format = compiled.get(key);
  if (!format) compiled.set(key, (format = new IntlMessageFormat(message, locale)));
  return String(format.format(values as Record<string, string | number | Date> | undefined));
}
