/** Said by what needs the value of an expression that has not been worked out yet. */
export const waiting = Symbol('waiting for an expression');

/** Why a text cannot be made; `detail` follows the name of a column. */
export type Refusal = { code: string; detail: string };
export type Outcome = string | Refusal | typeof waiting;

/** A row on its way: its columns, first those of the file, then those that steps make, and what its expressions gave. */
export type RowAtHand = {
  /** Undefined where a step waits or failed. */
  cells: (string | undefined)[];
  /** The value of an expression of the recipe by its number; `value` is the text at hand. */
  ask: (expression: number, value: string | null) => Outcome;
};

export type Take = (row: RowAtHand) => Outcome;
export type Transform = (text: string, row: RowAtHand) => Outcome;

/** What steps are compiled against: where columns stand, and which cells are empty. */
export type Scope = {
  /** Reads a column, trimmed where the recipe trims, with `''` for each way to write nothing. */
  reader: (column: string) => (row: RowAtHand) => string | undefined;
  /** Gives an expression its number. */
  numberOf: (expression: string) => number;
};
