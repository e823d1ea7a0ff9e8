import { randomUUID } from 'node:crypto';
import type { Operation, Schema } from './api-operations.ts';

/** Texts for the patterns that the documents use, by what they must match. */
const texts = ['7.5,44.9,7.9,45.2', 'customFields.sample', '998.5', 'assets.plant.*', 'a-recipe', '2026.1', '2026-01', 'IT001E12345678', 'MI', '"1"', 'YYYY-MM-DD', 'name', 'kairos.recipe.v1', '45.1', '-1.5', 'it-2026', 'annual-consumption-declaration', 'https://127.0.0.1:1', 'members.example', 'a'.repeat(64), '123456', '10.0.0.1', '10.0.0.0/8', '2001:db8:0:0:0:0:0:1', '2001:db8::/32', 'api.example:443', '/v1/plants/{code}', '07:30'];

/** The smallest value that a schema takes: what it requires and no more. */
export function sampleOf(schema: Schema, resolve: Operation['resolve']): unknown {
  const { const: fixed, enum: choices, anyOf, oneOf, type, properties = {}, required = [], items, minItems = 0, minimum = 1 } = resolve(schema);
  if (fixed !== undefined) return fixed;
  if (choices) return choices[0];
  const [choice] = anyOf ?? oneOf ?? [];
  if (choice) return sampleOf(choice, resolve);
  if (type === 'array') return Array.from({ length: minItems }, () => sampleOf(items ?? {}, resolve));
  if (type === 'integer' || type === 'number') return Math.max(1, minimum);
  if (type === 'boolean') return true;
  if (type === 'string') return textOf(resolve(schema));
  // A change must name something to change.
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name] ?? {}, resolve)]));
}

function textOf({ format, pattern, minLength = 1, maxLength = 200 }: Schema): string {
  if (format === 'uuid') return randomUUID();
  if (format === 'date') return '2026-03-31';
  if (format === 'date-time') return '2026-03-31T08:00:00.000Z';
  if (format === 'email') return `${randomUUID()}@members.example`;
  const text = 'a plain text of some length'.slice(0, maxLength).padEnd(minLength, 'x');
  if (!pattern) return text;
  const shape = new RegExp(pattern, 'u');
  const found = [text, ...texts].find((candidate) => shape.test(candidate));
  if (found === undefined) throw new Error(`sample-body.ts has no text that matches ${pattern}: add one.`);
  return found;
}
