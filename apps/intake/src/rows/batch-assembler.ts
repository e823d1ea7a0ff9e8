import { checkRow } from './check-row.calc.ts';
import type { Suspicion } from './check-row.calc.ts';
import { columnNames } from './column-names.calc.ts';
import { FileFault } from './file.errors.ts';
import { rowLimits } from './limits.ts';
import type { RowLimits } from './limits.ts';
import type { RawRow, RowBatch, SourceRow } from './source-row.ts';

export type BatchOptions = { headerRow: number; batchSize: number; batchLength?: number; limits?: RowLimits };

/** Takes rows one by one, finds the names of the columns among them, checks the others and hands them out in batches. */
export class BatchAssembler {
  readonly #limits: RowLimits;
  #columns: readonly string[] | undefined;
  #rows: SourceRow[] = [];
  #seen = 0;
  #rowNumber = 0;
  #length = 0;
  #told = false;

  constructor(private readonly options: BatchOptions) {
    this.#limits = options.limits ?? rowLimits;
  }

  add(row: RawRow, suspicion: Suspicion): Omit<RowBatch, 'bytesRead'> | undefined {
    this.#seen += 1;
    if (this.#seen < this.options.headerRow) return undefined;
    if (!this.#columns) {
      this.#columns = columnNames(row, this.options.headerRow, this.#limits.maxColumns);
      if (this.options.headerRow > 0) return undefined;
    }
    this.#rowNumber += 1;
    this.#rows.push(checkRow(row, { number: this.#rowNumber, columns: this.#columns, suspicion, maxCellLength: this.#limits.maxCellLength }));
    this.#length += row.length;
    const full = this.#rows.length >= this.options.batchSize || this.#length >= (this.options.batchLength ?? Infinity);
    return full ? this.#batch(this.#columns) : undefined;
  }

  end(): Omit<RowBatch, 'bytesRead'> | undefined {
    if (!this.#columns) {
      const detail = this.#seen === 0 ? 'the file holds nothing' : `there is no row ${this.options.headerRow} to name the columns`;
      throw new FileFault({ code: 'empty-file', line: 1, column: 1, detail });
    }
    return this.#rows.length > 0 || !this.#told ? this.#batch(this.#columns) : undefined;
  }

  #batch(columns: readonly string[]): Omit<RowBatch, 'bytesRead'> {
    const rows = this.#rows;
    this.#rows = [];
    this.#length = 0;
    this.#told = true;
    return { columns, rows };
  }
}
