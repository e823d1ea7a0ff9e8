import type { z } from 'zod';
import { ChangePlantBody, RegisterPlantBody, type CustomFieldView, type PlantView } from '@kairos/contracts';
import type { FormValue, FormValues } from '../../ui/form.ts';
import { pointed, wholeOr } from './facts-form/typed.calc.ts';

/** The facts that people write, in the order of the form. */
export const ownFields = [
  'name', 'type', 'capacityKw', 'technology', 'ownerName', 'podCode', 'location', 'address', 'municipality', 'province', 'region', 'latitudeDeg', 'longitudeDeg', 'timeZone', 'protectedArea',
  'commissionedOn', 'commissioningYear', 'tags', 'notes',
] as const;
const decimals = new Set(['capacityKw', 'latitudeDeg', 'longitudeDeg']);
/** Fields of which the one is wrong by what the other says. */
const partners: Readonly<Record<string, string>> = { commissioningYear: 'commissionedOn', province: 'region' };

export const emptyPlant: FormValues = { ...Object.fromEntries(ownFields.map((field) => [field, ''])), protectedArea: false, code: '', status: 'In Operation', type: 'Photovoltaic' };

/** A plant as its form shows it. */
export function valuesOf(plant: PlantView): FormValues {
  const own = ownFields.map((field) => [field, shown(plant[field])] as const);
  const custom = Object.entries({ ...plant.inactiveCustomFields, ...plant.customFields }).map(([key, value]) => [`customFields.${key}`, String(value)] as const);
  return { ...Object.fromEntries([...own, ...custom]), reason: '' };
}

function shown(held: unknown): FormValue {
  if (typeof held === 'boolean') return held;
  return Array.isArray(held) ? held.join(', ') : String(held ?? '');
}

/** What the API takes for fields of the form; what is empty takes a fact away. */
export function factsOf(values: FormValues, fields: readonly string[], custom: readonly CustomFieldView[]): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  const customFields: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.startsWith('customFields.')) customFields[field.slice(13)] = customFact(values[field], custom.find(({ key }) => key === field.slice(13)));
    else facts[field] = ownFact(field, values[field]);
  }
  return Object.keys(customFields).length > 0 ? { ...facts, customFields } : facts;
}

function ownFact(field: string, value: FormValue | undefined): unknown {
  if (typeof value === 'boolean') return value;
  const text = (value ?? '').trim();
  if (field === 'tags') return text.split(',').map((tag) => tag.trim()).filter(Boolean);
  if (text === '') return null;
  if (decimals.has(field)) return pointed(text);
  return field === 'commissioningYear' ? wholeOr(text) : text;
}

function customFact(value: FormValue | undefined, definition: CustomFieldView | undefined): unknown {
  if (typeof value === 'boolean') return value;
  const text = (value ?? '').trim();
  if (text === '') return null;
  if (definition?.type === 'boolean') return text === 'true';
  if (definition?.type === 'number') return pointed(text);
  return definition?.type === 'integer' ? wholeOr(text) : text;
}

/** The fields in which two states of the form differ. */
export function changedFields(from: FormValues, to: FormValues): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((field) => field !== 'reason' && (from[field] ?? '') !== (to[field] ?? ''));
}

/** What is wrong with changes of a plant. What was wrong before, and is left alone, does not keep them from being saved. */
export function issuesOfChange(values: FormValues, changed: readonly string[], custom: readonly CustomFieldView[]): z.core.$ZodIssue[] {
  const issues = ChangePlantBody.safeParse(factsOf(values, [...new Set([...ownFields, ...changed])], custom)).error?.issues ?? [];
  return issues.filter(({ path: [first = '', second] }) => {
    const field = first === 'customFields' ? `customFields.${String(second)}` : String(first);
    return changed.includes(field) || changed.includes(partners[field] ?? '');
  });
}

/** The body that registers a plant: what is empty is left out. */
export function registration(values: FormValues, custom: readonly CustomFieldView[]): Record<string, unknown> {
  const given = Object.keys(values).filter((field) => field !== 'reason' && values[field] !== '');
  return factsOf(values, given, custom);
}

export const issuesOfRegistration = (values: FormValues, custom: readonly CustomFieldView[]) => RegisterPlantBody.safeParse(registration(values, custom)).error?.issues ?? [];
