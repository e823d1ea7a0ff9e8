import type { WorkMeter } from '../patterns/work-meter.ts';

/** Said by what needs the value of an expression that has not been worked out yet. */
export const waiting = Symbol('waiting for an expression');

/** Why a text cannot be made; `detail` follows the name of a column. */
export type Refusal = { code: string; detail: string };
/** A number in plain notation, `-1234.5`, whatever the format of the column that it is from: the file marks it as a number, or a step worked it out. */
export type PlainNumber = { number: string };
export type Outcome = string | PlainNumber | Refusal | typeof waiting;

/** A row on its way: its columns, first those of the file, then those that steps make, and what its expressions gave. */
export type RowAtHand = {
  /** Undefined where a step waits or failed. */
  cells: (string | undefined)[];
  /** Which cells are numbers in plain notation. */
  numbers?: readonly (boolean | undefined)[] | undefined;
  /** The value of an expression of the recipe by its number; `value` is the text at hand. */
  ask: (expression: number, value: string | null) => Outcome;
};

export type Take = (row: RowAtHand) => Outcome;
/** `plain` tells that the text is a number in plain notation. */
export type Transform = (text: string, row: RowAtHand, plain: boolean) => Outcome;

/** What steps are compiled against: where columns stand, and which cells are empty. */
export type Scope = {
  /** Reads a column, trimmed where the recipe trims, with `''` for each way to write nothing. */
  reader: (column: string) => (row: RowAtHand) => string | undefined;
  /** Whether a column is a number in plain notation. */
  isNumber: (column: string) => (row: RowAtHand) => boolean;
  /** Counts the work of the row at hand. */
  meter: WorkMeter;
  /** Gives an expression its number. */
  numberOf: (expression: string) => number;
};

/** The text of what was made, or undefined where none was. */
export function textMade(outcome: Outcome): string | undefined {
  if (typeof outcome === 'string') return outcome;
  return typeof outcome === 'object' && 'number' in outcome ? outcome.number : undefined;
}

export function isPlainNumber(outcome: Outcome): outcome is PlainNumber {
  return typeof outcome === 'object' && 'number' in outcome;
}
