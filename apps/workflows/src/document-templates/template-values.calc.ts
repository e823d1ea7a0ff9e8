import type { DataField as TaskField } from '@kairos/contracts';

export type DataField = Pick<TaskField, 'code' | 'type' | 'writesTo'>;
export type PlantFactsForTemplates = {
  code: string; name: string; type: string; status: string; capacityKw: string; commissionedOn: string | null; municipality: string | null; province: string | null; protectedArea: boolean;
  incentivesTotalEur: string | null; incentivesPerYearEur: string | null; customsLicenceActive: boolean | null;
};

/** What a variable stands for: the value as it is stored, how it is to be read, and where it comes from. */
export type TemplateValue = { value: unknown; kind: 'text' | 'date' | 'number' | 'boolean'; origin: string };
export type CapturedTask = { code: string; data: Record<string, unknown>; dataFields: DataField[] };
export type TemplateFacts = {
  today: string;
  plant: PlantFactsForTemplates | null;
  workflow: { name: string; status: string; category: string; startsOn: string } | null;
  tasks: readonly CapturedTask[];
};

const plantFields = {
  code: 'text', name: 'text', type: 'text', status: 'text', capacityKw: 'number', commissionedOn: 'date', municipality: 'text', province: 'text', protectedArea: 'boolean',
  incentivesTotalEur: 'number', incentivesPerYearEur: 'number', customsLicenceActive: 'boolean',
} as const;
const workflowFields = { name: 'text', status: 'text', category: 'text', startsOn: 'date' } as const;
const kinds = { text: 'text', date: 'date', decimal: 'number', integer: 'number', boolean: 'boolean' } as const;

/** Every variable there is: facts of the plant, the workflow, and what its tasks captured, also under the authority record that takes it. */
export function templateValues({ today, plant, workflow, tasks }: TemplateFacts): Map<string, TemplateValue> {
  const captured = tasks.flatMap(({ code, data, dataFields }) =>
    dataFields.flatMap(({ code: field, type, writesTo }): [string, TemplateValue][] => {
      const value = { value: data[field] ?? null, kind: kinds[type], origin: `task ${code}, ${field}` };
      return [[`task.${code}.${field}`, value], ...(writesTo ? [[`authority.${writesTo.authority}.${writesTo.field}`, value] as [string, TemplateValue]] : [])];
    }),
  );
  const ofPlant = Object.entries(plantFields).map(([field, kind]): [string, TemplateValue] => [`plant.${field}`, { value: plant?.[field as keyof typeof plantFields] ?? null, kind, origin: `plant_facts.${field}` }]);
  const ofWorkflow = Object.entries(workflowFields).map(([field, kind]): [string, TemplateValue] => [`workflow.${field}`, { value: workflow?.[field as keyof typeof workflowFields] ?? null, kind, origin: `workflow.${field}` }]);
  // Of several tasks that capture one field the last that holds something speaks.
  const values = new Map<string, TemplateValue>([['today', { value: today, kind: 'date', origin: 'calendar of the tenant' }], ...ofPlant, ...ofWorkflow]);
  for (const [name, value] of captured) if (value.value !== null || !values.has(name)) values.set(name, value);
  return values;
}

const formats = {
  it: { date: new Intl.DateTimeFormat('it-IT', { dateStyle: 'long', timeZone: 'UTC' }), number: new Intl.NumberFormat('it-IT', { maximumFractionDigits: 6, useGrouping: 'always' }), yes: 'sì', no: 'no' },
  en: { date: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }), number: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }), yes: 'yes', no: 'no' },
};

/** A value as somebody reads it in a letter; null for none. Decimals come as text and stay exact. */
export function textOf({ value, kind }: TemplateValue, locale: 'en' | 'it'): string | null {
  if (value === null || value === undefined || value === '') return null;
  const { date, number, yes, no } = formats[locale];
  if (kind === 'boolean') return value === true ? yes : no;
  if (kind === 'date') return date.format(new Date(`${String(value)}T00:00:00Z`));
  if (kind === 'number') return number.format(String(value) as unknown as number);
  return String(value);
}
