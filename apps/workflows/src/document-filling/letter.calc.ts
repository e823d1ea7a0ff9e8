import type { LetterBlock } from '@kairos/contracts';

/** A part of a letter as it is written: no variable is left in it. */
export type WrittenBlock =
  | { kind: 'sender' | 'addressee' | 'signature'; lines: string[] }
  | { kind: 'date' | 'subject' | 'text'; text: string }
  | { kind: 'facts'; title: string; rows: { label: string; text: string }[] }
  | { kind: 'list'; title: string; items: string[] };

const variable = /\{([^{}]+)\}/g;
const emptyPlace = '____________';

/** The variables of some words. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(variable)].map(([, name]) => name as string);
}

/** The variables of a letter, each once; `optional` are those that nothing is refused for. */
export function variablesOf(blocks: readonly LetterBlock[]): { name: string; optional: boolean }[] {
  const found = blocks.flatMap((block) => {
    if (block.kind === 'list') return [];
    const lines = 'lines' in block ? block.lines : 'rows' in block ? block.rows : [{ text: block.text, optional: false }];
    return lines.flatMap(({ text, optional }) => variablesIn(text).map((name) => ({ name, optional })));
  });
  return [...Map.groupBy(found, ({ name }) => name)].map(([name, places]) => ({ name, optional: places.every(({ optional }) => optional) }));
}

/**
 * Writes a letter. An optional line one of whose variables has no value is left out; in others there is room to write by hand.
 *
 * @param textOf what a variable stands for; null for nothing
 */
export function writeLetter(blocks: readonly LetterBlock[], textOf: (name: string) => string | null): WrittenBlock[] {
  const write = (text: string) => text.replaceAll(variable, (_, name: string) => textOf(name) ?? emptyPlace);
  const kept = <L extends { text: string; optional: boolean }>(lines: readonly L[]) => lines.filter(({ text, optional }) => !optional || variablesIn(text).every((name) => textOf(name) !== null));
  return blocks.flatMap((block): WrittenBlock[] => {
    if (block.kind === 'list') return [block];
    if ('text' in block) return [{ kind: block.kind, text: write(block.text) }];
    if ('lines' in block) return [{ kind: block.kind, lines: kept(block.lines).map(({ text }) => write(text)) }];
    const rows = kept(block.rows).map(({ label, text }) => ({ label, text: write(text) }));
    return rows.length === 0 ? [] : [{ kind: 'facts', title: block.title, rows }];
  });
}
