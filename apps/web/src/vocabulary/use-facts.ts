import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Formats } from '../lib/formats.ts';
import { useLocale } from '../lib/locale.ts';
import { inLocale, type Pair } from '../lib/texts.ts';
import { useFormats } from '../lib/use-formats.ts';
import { customFields } from './custom-fields.api.ts';
import { plantFieldWords } from './plant-field-words.ts';
import { plantWords } from './plant-words.ts';
import { cardFieldWords, recordFieldWords, recordValueWords } from './record-field-words.ts';

const fieldWords: Record<string, Pair> = { ...recordFieldWords, ...cardFieldWords, ...plantFieldWords };
const valueWords: Record<string, Pair> = { ...recordValueWords, ...plantWords };
/** Fields that hold one of a few words; others hold what somebody wrote, which is shown as it is. */
const wordFields = new Set(['type', 'status', 'sizeBand', 'regime', 'connectionLevel', 'conventionType', 'paymentFrequency', 'antimafiaStatus']);
const units: readonly (readonly [ending: string, unit: string])[] = [
  ['EurPerMwh', '€/MWh'], ['PerYearEur', '€'], ['Eur', '€'], ['KwhPerYear', 'kWh'], ['MwhPerYear', 'MWh'], ['CapMwh', 'MWh'], ['Kw', 'kW'], ['Mw', 'MW'], ['Mvar', 'Mvar'], ['Kv', 'kV'], ['M2', 'm²'], ['Deg', '°'], ['Kg', 'kg'],
];
const countFields = new Set(['moduleCount', 'inverterCount', 'trackerCount']);
const nothing = '–';

export type FactTexts = {
  /** What a field is called. */
  nameOf: (field: string) => string;
  /** What a field holds, exactly, as a reader writes it. */
  valueOf: (field: string, value: unknown) => string;
};

/** Says facts of plants, whatever part they are of: their names, and what they hold. */
export function useFacts(): FactTexts {
  const locale = useLocale();
  const formats = useFormats();
  const { data } = useQuery(customFields());
  return useMemo(() => {
    const label = (key: string) => data?.items.find((field) => field.key === key)?.label[locale];
    const say = (pair: Pair) => inLocale(locale, pair);
    return {
      nameOf: (field) => (field.startsWith('customFields.') ? (label(field.slice(13)) ?? field.slice(13)) : fieldWords[field] ? say(fieldWords[field]) : field),
      valueOf: (field, value) => textOf(field, value, formats, say),
    };
  }, [locale, formats, data]);
}

function textOf(field: string, value: unknown, formats: Formats, say: (pair: Pair) => string): string {
  const yesNo = (held: boolean) => say(recordValueWords[held ? 'yes' : 'no']);
  if (value === null || value === undefined || value === '') return nothing;
  if (typeof value === 'boolean') return yesNo(value);
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.join(', ');
  if (typeof value === 'object') return Object.entries(value).map(([name, held]) => `${name}: ${typeof held === 'object' ? JSON.stringify(held) : String(held)}`).join(', ') || nothing;
  if (typeof value === 'number') return countFields.has(field) ? formats.number(value) : String(value);
  const text = String(value);
  if (wordFields.has(field)) return valueWords[text] ? say(valueWords[text]) : text;
  if (/On$/.test(field) && /^\d{4}-\d\d-\d\d$/.test(text)) return formats.day(text);
  if (/At$/.test(field) && /^\d{4}-\d\d-\d\dT/.test(text)) return formats.instant(text);
  const unit = units.find(([ending]) => field.endsWith(ending))?.[1];
  if (unit === '€' && /^\d+(\.\d{1,2})?$/.test(text)) return formats.number(text, { style: 'currency', currency: 'EUR' });
  return unit && /^-?\d+(\.\d+)?$/.test(text) ? `${formats.number(text, { maximumFractionDigits: 9 })} ${unit}` : text;
}
