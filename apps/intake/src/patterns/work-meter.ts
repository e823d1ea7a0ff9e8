/** Work that one row may take, in instructions of patterns: some tens of milliseconds at most. */
const mostWork = 250_000;
/** Characters that are changed or looked through in the time of one instruction. */
const charactersPerUnit = 8;

/** Raised where a row takes too much work; the work itself is bounded. */
export class RowTakesTooLong extends Error {
  override readonly name = 'RowTakesTooLong';
}

/**
 * Counts what the steps, conditions and rules of a recipe do for a row, whatever the time of day or the load, so that the
 * same row ends the same way whenever it is mapped. One row is mapped at a time, without a turn of anything else.
 */
export class WorkMeter {
  #spent = 0;
  #total = 0;

  /** What the row at hand has taken. */
  get spent(): number {
    return this.#spent;
  }

  /** What all rows have taken. */
  get total(): number {
    return this.#total;
  }

  /** Begins a row, or goes on with one that has taken something before. */
  begin(spent = 0): void {
    this.#spent = spent;
  }

  /** @throws RowTakesTooLong */
  spend(units: number): void {
    if (this.#spent + units > mostWork) {
      this.#spent = mostWork;
      throw new RowTakesTooLong('the row takes too much work');
    }
    this.#spent += units;
    this.#total += units;
  }

  /** Counts the reading of a text from end to end. @throws RowTakesTooLong */
  read(text: string): void {
    this.spend(1 + Math.ceil(text.length / charactersPerUnit));
  }
}
