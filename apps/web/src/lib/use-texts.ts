import { useCallback } from 'react';
import { useLocale } from './locale.ts';
import { inLocale, type Pair, type Say } from './texts.ts';

/** Says the words of a feature in the language of who reads. */
export function useTexts<T extends Record<string, Pair>>(pairs: T): Say<keyof T & string> {
  const locale = useLocale();
  return useCallback((key, values) => inLocale(locale, pairs[key] as Pair, values), [locale, pairs]);
}
