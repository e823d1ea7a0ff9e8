import { formatsOf, type Formats } from './formats.ts';
import { useLocale } from './locale.ts';
import { useTimeZone } from './time-zone.ts';

const formats = new Map<string, Formats>();

/** Numbers and dates in the language of who reads, and instants in the time zone of their account. */
export function useFormats(): Formats {
  const [locale, timeZone] = [useLocale(), useTimeZone()];
  const key = `${locale} ${timeZone}`;
  const made = formats.get(key) ?? formatsOf(locale, timeZone);
  formats.set(key, made);
  return made;
}
