/** What Postgres puts around a word that matched: characters that no text here holds. */
export const matchStart = '\u0002';
export const matchEnd = '\u0003';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', [matchStart]: '<mark>', [matchEnd]: '</mark>' };

/** @returns HTML in which nothing is markup but `<mark>` around what matched; null where nothing did */
export function snippetOf(headline: string | null): string | null {
  if (headline === null || !headline.includes(matchStart)) return null;
  return headline.replaceAll(/[&<>"'\u0002\u0003]/g, (character) => escapes[character] ?? '').replaceAll(/\s+/g, ' ').trim();
}
