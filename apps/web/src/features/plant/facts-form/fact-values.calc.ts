import type { FormValue, FormValues } from '../../../ui/form.ts';
import { detailsOf, linesOf } from './details.calc.ts';
import type { FactField } from './fact-fields.calc.ts';
import { pointed, wholeOr } from './typed.calc.ts';

type Facts = Readonly<Record<string, unknown>>;

/** Facts as a form shows them. */
export function factValues(fields: readonly FactField[], facts: Facts): FormValues {
  return Object.fromEntries(fields.map(({ name }) => [name, shown(facts[name])]));
}

function shown(held: unknown): string {
  if (held === null || held === undefined) return '';
  return typeof held === 'object' ? linesOf(held as Record<string, unknown>) : String(held);
}

/** What the API takes for the fields that are named; what is empty holds nothing. */
export function factsOfValues(fields: readonly FactField[], values: FormValues, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.filter(({ name }) => names.includes(name)).map((field) => [field.name, factOf(field, values[field.name] ?? '')]));
}

function factOf({ kind }: FactField, value: FormValue): unknown {
  const text = String(value).trim();
  if (text === '') return null;
  if (kind === 'decimal') return pointed(text);
  if (kind === 'count') return wholeOr(text);
  if (kind === 'answer') return text === 'true';
  return kind === 'details' ? detailsFact(text) : text;
}

/** A line that says nothing is handed on as it is, for the check to find. */
function detailsFact(text: string): unknown {
  const details = detailsOf(text);
  return 'line' in details && Object.keys(details).length === 1 ? text : details;
}
