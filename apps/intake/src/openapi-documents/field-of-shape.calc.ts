import type { ConnectorField } from '@kairos/contracts';
import { LinearPattern } from '../patterns/linear-pattern.calc.ts';
import { listOf, textOf } from './parse-document.calc.ts';
import { isListShape, isObjectShape, type SchemaShape } from './schema-shape.calc.ts';

type Rules = Omit<ConnectorField, 'name' | 'required'>;
const formats: Record<string, ConnectorField['type']> = { email: 'email', 'idn-email': 'email', date: 'date', 'date-time': 'datetime', uri: 'url', url: 'url', phone: 'phone', tel: 'phone' };
const longest = 100_000;

/** What a field may hold; what connectors do not check of it stands in its note. */
export function rulesOf(shape: SchemaShape): Rules {
  const { says } = shape;
  const type = typeOf(shape);
  const unchecked: string[] = shape.severalForms ? ['it has several forms'] : [];
  const format = textOf(says.format)?.slice(0, 60);
  const rules: Rules = {
    type,
    ...(format === undefined ? {} : { format }),
    ...(isText(type) ? lengths(says) : {}),
    ...(type === 'number' || type === 'integer' ? bounds(says, type, unchecked) : {}),
    ...valuesOf(says, unchecked),
    ...(isText(type) ? patternOf(says, unchecked) : {}),
  };
  if (typeof says.multipleOf === 'number') unchecked.push(`a multiple of ${says.multipleOf}`);
  if (says.deprecated === true) unchecked.push('deprecated');
  const note = [textOf(says.description)?.replaceAll(/\s+/g, ' ').slice(0, 250), unchecked.length > 0 ? `(told, not checked: ${unchecked.join('; ')})` : undefined].filter(Boolean).join(' ').slice(0, 500).toWellFormed();
  return note === '' ? rules : { ...rules, note };
}

function typeOf(shape: SchemaShape): ConnectorField['type'] {
  if (isObjectShape(shape)) return 'object';
  if (isListShape(shape)) return 'array';
  const [one, ...others] = shape.types.size > 0 ? shape.types : new Set(listOf(shape.says.enum).filter((value) => value !== null).map((value) => typeof value));
  if (one === 'integer' || one === 'number') return others.every((type) => type === 'integer' || type === 'number') ? (others.length > 0 ? 'number' : shape.types.size > 0 ? one : 'number') : 'string';
  if (one === 'boolean' && others.length === 0) return 'boolean';
  return formats[textOf(shape.says.format)?.toLowerCase() ?? ''] ?? 'string';
}

function isText(type: ConnectorField['type']): boolean {
  return !['number', 'integer', 'boolean', 'object', 'array'].includes(type);
}

function lengths({ minLength, maxLength }: SchemaShape['says']): Pick<Rules, 'minLength' | 'maxLength'> {
  const count = (value: unknown, least: number) => (Number.isInteger(value) && (value as number) >= least && (value as number) <= longest ? (value as number) : undefined);
  const [least, most] = [count(minLength, 1), count(maxLength, 1)];
  return { ...(least === undefined ? {} : { minLength: least }), ...(most === undefined ? {} : { maxLength: most }) };
}

/** Both ways to leave a bound itself out: a flag beside it (3.0) and a number of its own (3.1). For whole numbers it is the next one. */
function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaShape['says'], type: 'number' | 'integer', unchecked: string[]): Pick<Rules, 'min' | 'max'> {
  const one = (bound: unknown, exclusive: unknown, next: 1 | -1): string | undefined => {
    const open = typeof exclusive === 'number' ? exclusive : exclusive === true ? bound : undefined;
    if (typeof open !== 'number') return exact(bound);
    if (type === 'integer' && Number.isSafeInteger(open)) return exact(open + next);
    unchecked.push(`${next === 1 ? 'more' : 'less'} than ${open}`);
    return exact(open);
  };
  const [min, max] = [one(minimum, exclusiveMinimum, 1), one(maximum, exclusiveMaximum, -1)];
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function exact(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : '';
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? text : undefined;
}

function valuesOf(says: SchemaShape['says'], unchecked: string[]): Pick<Rules, 'values'> {
  const told = says.const === undefined ? listOf(says.enum) : [says.const];
  const values = told.filter((value) => value !== null).map(String);
  if (values.length === 0 || told.some((value) => typeof value === 'object' && value !== null)) return {};
  if (values.length <= 200 && values.every((value) => value.length <= 200)) return { values };
  unchecked.push(`one of ${values.length} values`);
  return {};
}

function patternOf({ pattern }: SchemaShape['says'], unchecked: string[]): Pick<Rules, 'pattern'> {
  if (typeof pattern !== 'string' || pattern === '') return {};
  try {
    if (pattern.length > 500) throw new Error('too long');
    new LinearPattern(pattern);
    return { pattern };
  } catch {
    unchecked.push(`the pattern ${pattern.slice(0, 60)}`);
    return {};
  }
}
