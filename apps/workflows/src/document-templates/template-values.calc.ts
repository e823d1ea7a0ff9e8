import type { DataField as TaskField } from '@kairos/contracts';
import type { PlantRecord } from '../plants/plant-records.projection.ts';
import { recordValues } from './record-values.calc.ts';
import { wordFor } from './template-words.calc.ts';

export type DataField = Pick<TaskField, 'code' | 'type' | 'writesTo'>;
export type PlantFactsForTemplates = {
  code: string; name: string; type: string; status: string; capacityKw: string; commissionedOn: string | null; municipality: string | null; province: string | null; protectedArea: boolean;
  incentivesTotalEur: string | null; incentivesPerYearEur: string | null; customsLicenceActive: boolean | null;
  region: string | null; podCode: string | null; ownerName: string | null; address: string | null;
};

/** What a variable stands for: the value as it is stored, how it is to be read, where it comes from, and whether the caller may not see it. */
export type TemplateValue = { value: unknown; kind: 'text' | 'word' | 'date' | 'number' | 'boolean'; origin: string; withheld?: boolean };
export type CapturedTask = { code: string; data: Record<string, unknown>; dataFields: DataField[] };
export type TemplateFacts = {
  today: string;
  plant: PlantFactsForTemplates | null;
  workflow: { name: string; status: string; category: string; startsOn: string } | null;
  tasks: readonly CapturedTask[];
  /** The registry card and the authority records of the plant; null when the caller may not read them. */
  records: readonly PlantRecord[] | null;
};

const plantFields = {
  code: 'text', name: 'text', type: 'word', status: 'word', capacityKw: 'number', commissionedOn: 'date', municipality: 'text', province: 'text', protectedArea: 'boolean',
  incentivesTotalEur: 'number', incentivesPerYearEur: 'number', customsLicenceActive: 'boolean',
  region: 'text', podCode: 'text', ownerName: 'text', address: 'text',
} as const;
/** Shown with the registry card, and read by who may read that. */
const ofCard: ReadonlySet<string> = new Set(['podCode', 'ownerName', 'address']);
const workflowFields = { name: 'text', status: 'word', category: 'word', startsOn: 'date' } as const;
const kinds = { text: 'text', date: 'date', decimal: 'number', integer: 'number', boolean: 'boolean' } as const;

/**
 * Every variable there is: facts of the plant, its registry card and authority records, the workflow, and what its tasks captured. What a task
 * captured for an authority record counts as long as the record itself holds nothing.
 */
export function templateValues({ today, plant, workflow, tasks, records }: TemplateFacts): Map<string, TemplateValue> {
  const captured = tasks.flatMap(({ code, data, dataFields }) =>
    dataFields.flatMap(({ code: field, type, writesTo }): [string, TemplateValue][] => {
      const value = { value: data[field] ?? null, kind: kinds[type], origin: `task ${code}, ${field}` };
      return [[`task.${code}.${field}`, value], ...(writesTo ? [[`authority.${writesTo.authority}.${writesTo.field}`, value] as [string, TemplateValue]] : [])];
    }),
  );
  const ofPlant = Object.entries(plantFields).map(([field, kind]): [string, TemplateValue] => [
    `plant.${field}`, { value: plant?.[field as keyof typeof plantFields] ?? null, kind, origin: `plant_facts.${field}`, ...(records === null && ofCard.has(field) ? { withheld: true } : {}) },
  ]);
  const ofWorkflow = Object.entries(workflowFields).map(([field, kind]): [string, TemplateValue] => [`workflow.${field}`, { value: workflow?.[field as keyof typeof workflowFields] ?? null, kind, origin: `workflow.${field}` }]);
  const recorded = recordValues(records, plant?.podCode ?? null);
  const values = new Map<string, TemplateValue>([['today', { value: today, kind: 'date', origin: 'calendar of the tenant' }], ...ofPlant, ...ofWorkflow, ...recorded]);
  // Of several tasks that capture one field the last that holds something speaks.
  for (const [name, value] of captured) {
    if (records !== null && (recorded.get(name)?.value ?? null) !== null) continue;
    if (value.value !== null || !values.has(name)) values.set(name, value);
  }
  return values;
}

const formats = {
  it: { date: new Intl.DateTimeFormat('it-IT', { dateStyle: 'long', timeZone: 'UTC' }), number: new Intl.NumberFormat('it-IT', { maximumFractionDigits: 6, useGrouping: 'always' }), yes: 'sì', no: 'no' },
  en: { date: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }), number: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }), yes: 'yes', no: 'no' },
};

/** A value as somebody reads it in a letter, each accent with its letter (NFC); null for none, and for one that the caller may not see. Decimals come as text and stay exact. */
export function textOf({ value, kind, withheld }: TemplateValue, locale: 'en' | 'it'): string | null {
  if (withheld === true || value === null || value === undefined || value === '') return null;
  const { date, number, yes, no } = formats[locale];
  if (kind === 'boolean') return value === true ? yes : no;
  if (kind === 'date') return date.format(new Date(`${String(value)}T00:00:00Z`));
  if (kind === 'number') return number.format(String(value) as unknown as number);
  return kind === 'word' ? wordFor(String(value), locale) : String(value).normalize('NFC');
}
