import type { Locale } from '@kairos/contracts';
import { formatsOf, type Formats } from './formats.ts';
import { useLocale } from './locale.ts';

const formats: Record<Locale, Formats> = { en: formatsOf('en'), it: formatsOf('it') };

export function useFormats(): Formats {
  return formats[useLocale()];
}
