import type { Refusal, PlainNumber, RowAtHand } from './step.ts';

const fraction = /^-?\d+\.\d+$/;
/** Where a dot may stand between groups, so that the text is another number than the mark says. */
const grouped = /^-?\d{1,3}(\.\d{3})+$/;

/**
 * A text that an expression gave of a row. Where it is, letter for letter, a number that the file marks in the row, it is that number still, whatever the
 * format of the column that it is for. Where another cell of the row holds the same letters as a text, and these may be another number, nobody can tell which of both it was.
 */
export function asMarked(text: string, { cells, numbers = [] }: Pick<RowAtHand, 'cells' | 'numbers'>): string | PlainNumber | Refusal {
  if (!numbers.includes(true) || !fraction.test(text)) return text;
  const same = cells.flatMap((cell, at) => (cell?.trim() === text ? [numbers[at] === true] : []));
  if (!same.includes(true)) return text;
  if (same.includes(false) && grouped.test(text)) {
    return { code: 'expression-ambiguous-number', detail: `gives ${text}, which the row holds as a number and as a text: give $number of the column that is meant` };
  }
  return { number: text };
}
