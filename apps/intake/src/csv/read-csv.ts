import type { Encoding } from '@kairos/contracts';
import { BytesDecoder } from './decode-bytes.calc.ts';
import { checkRow } from './check-row.calc.ts';
import type { CsvRow, Suspicion } from './check-row.calc.ts';
import { columnNames } from './column-names.calc.ts';
import { CsvFileFault } from './csv.errors.ts';
import { csvLimits } from './limits.ts';
import type { CsvLimits } from './limits.ts';
import type { CsvShape } from './read-quoted-row.calc.ts';
import { RowSplitter } from './split-rows.calc.ts';
import type { SplitRow } from './split-rows.calc.ts';

export type CsvOptions = CsvShape & { encoding: Encoding; headerRow: number; batchSize: number; batchLength?: number; limits?: CsvLimits };

/** Rows in file order, as many as `batchSize` and, by the length of their text, `batchLength` allow. The first batch comes even when the file holds no rows, to tell the columns. */
export type CsvBatch = { columns: readonly string[]; rows: CsvRow[]; bytesRead: number };

/**
 * Reads a CSV file from its bytes, never holding more than a batch and one row. Rows that cannot be trusted come with
 * a fault; a file that cannot be read on raises `CsvFileFault`.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>, options: CsvOptions): AsyncGenerator<CsvBatch> {
  const assembler = new BatchAssembler(options);
  const decoder = new BytesDecoder(options.encoding);
  const splitter = new RowSplitter(options, options.limits?.maxRowLength);
  const suspicion: Suspicion = { damaged: false, nul: false };
  let bytesRead = 0;
  const look = (text: string): string => {
    suspicion.damaged = decoder.damaged;
    suspicion.nul ||= text.includes('\0');
    return text;
  };
  const batchesOf = function* (rows: SplitRow[]): Generator<CsvBatch> {
    for (const row of rows) {
      const full = assembler.add(row, suspicion);
      if (full) yield { ...full, bytesRead };
    }
  };
  for await (const chunk of source) {
    bytesRead += chunk.byteLength;
    yield* batchesOf(splitter.push(look(decoder.push(chunk))));
  }
  yield* batchesOf([...splitter.push(look(decoder.end())), ...splitter.end()]);
  const rest = assembler.end();
  if (rest) yield { ...rest, bytesRead };
}

class BatchAssembler {
  readonly #limits: CsvLimits;
  #columns: readonly string[] | undefined;
  #rows: CsvRow[] = [];
  #seen = 0;
  #rowNumber = 0;
  #length = 0;
  #told = false;

  constructor(private readonly options: CsvOptions) {
    this.#limits = options.limits ?? csvLimits;
  }

  add(row: SplitRow, suspicion: Suspicion): Omit<CsvBatch, 'bytesRead'> | undefined {
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

  end(): Omit<CsvBatch, 'bytesRead'> | undefined {
    if (!this.#columns) {
      const detail = this.#seen === 0 ? 'the file holds nothing' : `there is no row ${this.options.headerRow} to name the columns`;
      throw new CsvFileFault({ code: 'empty-file', line: 1, column: 1, detail });
    }
    return this.#rows.length > 0 || !this.#told ? this.#batch(this.#columns) : undefined;
  }

  #batch(columns: readonly string[]): Omit<CsvBatch, 'bytesRead'> {
    const rows = this.#rows;
    this.#rows = [];
    this.#length = 0;
    this.#told = true;
    return { columns, rows };
  }
}
