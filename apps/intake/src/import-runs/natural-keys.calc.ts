import type { MappedChunk } from './chunk-results.calc.ts';

/**
 * The natural keys of the rows of a chunk that go to the target, written so that two which a target might take for one are the same: blanks
 * at their ends, capitals and ways of writing a letter do not count.
 */
export function naturalKeysOf(fields: readonly string[], rows: MappedChunk): Set<string> {
  const keys = new Set<string>();
  for (const { mapped } of rows) if (mapped.kind === 'valid') keys.add(fields.map((field) => plainly(mapped.values[field])).join('\u0000'));
  return keys;
}

/** Whether two chunks may be about one record. */
export function shareKeys(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  for (const key of few) if (many.has(key)) return true;
  return false;
}

const plain = /^[!-@[-`{-~]*$/;

function plainly(value: unknown): string {
  const text = String(value ?? '');
  return plain.test(text) ? text : text.normalize('NFKC').trim().toLowerCase();
}
