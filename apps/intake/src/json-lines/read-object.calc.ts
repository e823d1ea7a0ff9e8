import { rowLimits } from '../rows/limits.ts';
import { plainDecimal } from '../values/plain-decimal.calc.ts';
import { scanKeys, type KeyLimits } from './scan-keys.calc.ts';

/** A value of a JSON object as the text of a cell; `number` where JSON itself says that it is one. */
export type JsonCell = { text: string; number: boolean };
export type ReadObject = { cells: Map<string, JsonCell> } | { fault: 'invalid-json' | 'no-object' | 'duplicate-key' | 'invalid-encoding' | 'too-deep' | 'too-many-keys'; key?: string };

type Source = { source?: string };
const keyLimits: KeyLimits = { maxKeys: rowLimits.maxColumns, maxDepth: 100 };
/** Digits that a binary number would not keep, and spellings with an exponent. */
const exactDigits = /\d[\d.]{14}|\d[eE][-+]?\d/;

class ExactNumber {
  constructor(readonly source: string) {}
}

/**
 * The cells of one line of JSON. Objects inside are taken apart by one level (`{"a":{"b":1}}` is column `a.b`); what lies
 * deeper, and lists, stay JSON. `null` is an empty cell. Numbers keep every digit they are written with. A key twice in
 * one object, however deep, leaves open which value was meant.
 */
export function readObject(line: string): ReadObject {
  const keys = scanKeys(line, keyLimits);
  if ('fault' in keys) return keys;
  let value: unknown;
  try {
    value = exactDigits.test(line) ? JSON.parse(line, keepDigits) : JSON.parse(line);
  } catch {
    return { fault: 'invalid-json' };
  }
  if (!isObject(value)) return { fault: 'no-object' };
  const cells = new Map<string, JsonCell>();
  const pairs = Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    isObject(inner) && Object.keys(inner).length > 0 ? Object.entries(inner).map(([name, deep]) => [`${key}.${name}`, deep]) : [[key, inner]],
  );
  for (const [key, inner] of pairs) {
    if (cells.has(key)) return { fault: 'duplicate-key', key };
    const cell = cellOf(inner);
    if (!cell.text.isWellFormed() || !key.isWellFormed()) return { fault: 'invalid-encoding', key: key.toWellFormed() };
    cells.set(key, cell);
  }
  return keys.twice === undefined ? { cells } : { fault: 'duplicate-key', key: keys.twice };
}

function keepDigits(_key: string, value: unknown, context?: Source): unknown {
  return typeof value === 'number' && context?.source !== undefined ? new ExactNumber(context.source) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

function cellOf(value: unknown): JsonCell {
  if (value === null) return { text: '', number: false };
  if (value instanceof ExactNumber) return { text: plainDecimal(value.source) ?? value.source, number: true };
  if (typeof value === 'number') return { text: plainDecimal(String(value)) ?? String(value), number: true };
  if (typeof value === 'string') return { text: value, number: false };
  return { text: typeof value === 'boolean' ? String(value) : jsonText(value), number: false };
}

/** JSON again, with the digits of its numbers as they were. */
function jsonText(value: unknown): string {
  if (value instanceof ExactNumber) return value.source;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`).join(',')}}`;
  return JSON.stringify(value);
}
