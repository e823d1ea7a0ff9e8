/**
 * Values as Postgres reads an array of them: `{1,"a \"b\"",NULL}`. Times are told in ISO 8601, an array within as the text of its own
 * literal, any other object as JSON.
 *
 * @returns null when no value is there: `unnest` fills up with nulls what another array is longer by
 */
export function arrayLiteral(values: readonly unknown[]): string | null {
  if (values.every(isAbsent)) return null;
  return (values.every(isPlain) ? fromJson(JSON.stringify(values)) : undefined) ?? `{${values.map((value) => (isAbsent(value) ? 'NULL' : elementOf(value))).join(',')}}`;
}

const isAbsent = (value: unknown) => value === null || value === undefined;
const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number' || isAbsent(value) || value instanceof Date;

/** A list is the same in JSON, which is made much faster, but for its brackets and for what JSON escapes by a letter: line ends, for one. */
function fromJson(json: string): string | undefined {
  return json.includes('\\') && /\\[bfnrtu]/.test(json.replaceAll('\\\\', '')) ? undefined : `{${json.slice(1, -1)}}`;
}

function elementOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return quoted(value.toISOString());
  if (Array.isArray(value)) return quoted(value.length === 0 ? '{}' : (arrayLiteral(value) ?? `{${value.map(() => 'NULL').join(',')}}`));
  return quoted(JSON.stringify(value));
}

const special = /["\\]/;

function quoted(text: string): string {
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`;
}
