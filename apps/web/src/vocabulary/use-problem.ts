import type { RowError } from '@kairos/contracts';
import { useLocale } from '../lib/locale.ts';
import { useTexts } from '../lib/use-texts.ts';
import { problemWords } from './problem-words.ts';

/** Says what is wrong with a cell: what the API says where it is read in English, otherwise by the code of the rule. */
export function useProblem() {
  const word = useTexts(problemWords);
  const locale = useLocale();
  const known = (code: string): code is keyof typeof problemWords => code in problemWords;
  return {
    ofCode: (code: string) => (known(code) ? word(code) : code),
    ofError: ({ code, detail }: Pick<RowError, 'code' | 'detail'>) => (locale !== 'en' && known(code) ? word(code) : detail),
  };
}
