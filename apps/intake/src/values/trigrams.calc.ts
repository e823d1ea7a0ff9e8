/** Words in small letters without accents, as names are compared: `Potenza (MW)` and `potenza_mw` are alike. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** A name that is longer is like another by its beginning. */
const longest = 200;

/** The trigrams of the first 200 characters of a text, as `pg_trgm` of PostgreSQL cuts them. Whoever compares many texts cuts each once. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const trigrams = new Set<string>();
  for (const word of wordsOf(text.slice(0, longest))) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) trigrams.add(padded.slice(at, at + 3));
  }
  return trigrams;
}

/** How alike two texts are by their trigrams, from 0 to 1: those they share among all they have. */
export function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const trigram of left) if (right.has(trigram)) shared += 1;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
}
