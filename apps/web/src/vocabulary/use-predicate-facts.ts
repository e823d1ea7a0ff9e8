import { useMemo } from 'react';
import type { Comparison, FactValue } from '@kairos/contracts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { factWords } from './fact-words.ts';
import { plantWords } from './plant-words.ts';

const days = new Set(['commissionedOn', 'trigger']);

/** Says facts of plants, and what is asked of them, as people say it. */
export function usePredicateFacts() {
  const word = useTexts(factWords);
  const plantWord = useTexts(plantWords);
  const { capacity, day, number } = useFormats();
  return useMemo(() => {
    const name = (field: string) => (field in factWords ? word(field as keyof typeof factWords) : field);
    const value = (field: string, of: FactValue): string => {
      if (of === null) return word('unknown');
      if (typeof of === 'boolean') return word(of ? 'yes' : 'no');
      if (field === 'capacityKw') return capacity(of);
      if (field.startsWith('incentives') && field.endsWith('Eur')) return number(of, { style: 'currency', currency: 'EUR', maximumFractionDigits: 2 });
      if (days.has(field)) return day(of);
      if (of in plantWords) return plantWord(of as keyof typeof plantWords);
      return of in factWords ? word(of as keyof typeof factWords) : of;
    };
    /** `Capacity above 20 kW`. */
    const asked = ({ field, op, value: wanted }: Comparison): string => {
      const told = Array.isArray(wanted) ? (wanted as FactValue[]).map((each) => value(field, each)) : [value(field, wanted)];
      const text = told.reduce((first, last) => word('or', { first, last }));
      return `${name(field)} ${word(op, { value: text })}`;
    };
    return { name, value, asked };
  }, [word, plantWord, capacity, day, number]);
}
