import { useCallback } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { importFieldWords } from './import-field-words.ts';
import { plantFieldWords } from './plant-field-words.ts';

/** What a field of an import's target is called; one that has no word yet is called as the API has it. */
export function useImportField(): (name: string) => string {
  const plant = useTexts(plantFieldWords);
  const other = useTexts(importFieldWords);
  return useCallback((name) => {
    if (name in plantFieldWords) return plant(name as keyof typeof plantFieldWords);
    return name in importFieldWords ? other(name as keyof typeof importFieldWords) : name.replace(/^customFields\./, '');
  }, [plant, other]);
}
