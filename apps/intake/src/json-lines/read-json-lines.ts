import type { Encoding } from '@kairos/contracts';
import { BytesDecoder } from '../csv/decode-bytes.calc.ts';
import { BatchAssembler, type BatchOptions } from '../rows/batch-assembler.ts';
import type { Suspicion } from '../rows/check-row.calc.ts';
import { FileFault } from '../rows/file.errors.ts';
import { rowLimits } from '../rows/limits.ts';
import type { RawFault, RawRow, RowBatch } from '../rows/source-row.ts';
import { readObject, type JsonCell, type ReadObject } from './read-object.calc.ts';
import { LineSplitter, type TextLine } from './split-lines.ts';

export type JsonLinesOptions = Omit<BatchOptions, 'headerRow'> & { encoding: Encoding };

/** So much text at the beginning of the file tells its columns. */
const headLength = 256 * 1024;

/**
 * Reads a file with one JSON object on each line. Its columns are the keys that occur in its beginning, in the order in
 * which they first do; a row with another key comes with a fault. A key that a row lacks is an empty cell.
 */
export async function* readJsonLines(source: AsyncIterable<Uint8Array>, options: JsonLinesOptions): AsyncGenerator<RowBatch> {
  const decoder = new BytesDecoder(options.encoding);
  const splitter = new LineSplitter((options.limits ?? rowLimits).maxRowLength);
  const rows = new ObjectRows(new BatchAssembler({ ...options, headerRow: 1 }));
  const suspicion: Suspicion = { damaged: false, nul: true };
  let bytesRead = 0;
  for await (const chunk of source) {
    bytesRead += chunk.byteLength;
    const lines = splitter.push(decoder.push(chunk));
    suspicion.damaged = decoder.damaged;
    for (const full of rows.push(lines, suspicion)) yield { ...full, bytesRead };
  }
  const lines = [...splitter.push(decoder.end()), ...splitter.end()];
  suspicion.damaged = decoder.damaged;
  for (const full of [...rows.push(lines, suspicion), ...rows.end(suspicion)]) yield { ...full, bytesRead };
}

type ReadLine = TextLine & { object: ReadObject | undefined };
type Batch = Omit<RowBatch, 'bytesRead'>;

/** Holds lines back until the columns are known, then makes rows of them. */
class ObjectRows {
  #head: ReadLine[] | undefined = [];
  #seen = 0;
  #columns = new Map<string, number>();

  constructor(private readonly assembler: BatchAssembler) {}

  push(lines: readonly TextLine[], suspicion: Suspicion): Batch[] {
    const batches: Batch[] = [];
    for (const line of lines) {
      const read = { ...line, object: line.tooLong || line.text.trim() === '' ? undefined : readObject(line.text) };
      if (this.#head) {
        this.#head.push(read);
        this.#seen += line.text.length + 1;
        if (this.#seen >= headLength) batches.push(...this.#settle(suspicion));
      } else batches.push(...this.#row(read, suspicion));
    }
    return batches;
  }

  end(suspicion: Suspicion): Batch[] {
    const settled = this.#settle(suspicion);
    const rest = this.assembler.end();
    return rest ? [...settled, rest] : settled;
  }

  #settle(suspicion: Suspicion): Batch[] {
    const head = this.#head;
    if (!head) return [];
    this.#head = undefined;
    for (const { line, object } of head) {
      if (object && 'fault' in object && object.fault === 'too-many-keys') throw tooManyKeys(line);
      if (object && 'cells' in object) for (const key of object.cells.keys()) if (!this.#columns.has(key)) this.#columns.set(key, this.#columns.size);
    }
    // A file without any object has no columns; the assembler says so.
    if (this.#columns.size > 0) this.assembler.add({ line: 1, cells: [...this.#columns.keys()], length: 0 }, suspicion);
    return this.#columns.size > 0 ? head.flatMap((line) => this.#row(line, suspicion)) : [];
  }

  #row({ line, tooLong, object }: ReadLine, suspicion: Suspicion): Batch[] {
    const full = this.assembler.add(this.#rawRow(line, tooLong, object), suspicion);
    return full ? [full] : [];
  }

  #rawRow(line: number, tooLong: boolean, object: ReadObject | undefined): RawRow {
    const faulty = (code: RawFault['code'], name?: string): RawRow => ({ line, cells: [], length: 1, fault: { code, line, cell: 1, ...(name === undefined ? {} : { name }) } });
    if (tooLong) return faulty('row-too-long');
    if (!object) return { line, cells: [''], length: 1 };
    if ('fault' in object) return faulty(object.fault, object.key);
    const cells = new Array<string>(this.#columns.size).fill('');
    const numbers = new Array<boolean>(this.#columns.size).fill(false);
    let length = 0;
    for (const [key, { text, number }] of object.cells) {
      const at = this.#columns.get(key);
      if (at === undefined) return this.#unknownKey(line, object.cells, key);
      cells[at] = text;
      numbers[at] = number;
      length += text.length + 1;
    }
    return { line, cells, length, numbers };
  }

  /** The row with all it holds: what no column is there for stands behind the others. */
  #unknownKey(line: number, object: ReadonlyMap<string, JsonCell>, key: string): RawRow {
    const known = [...this.#columns.keys()].map((name) => object.get(name)?.text ?? '');
    const cells = [...known, object.get(key)?.text ?? ''];
    return { line, cells, length: cells.join('').length, fault: { code: 'unknown-key', line, cell: cells.length, name: key.slice(0, 200) } };
  }
}

function tooManyKeys(line: number): FileFault {
  return new FileFault({ code: 'too-many-columns', line, column: rowLimits.maxColumns + 1, detail: `an object of more than ${rowLimits.maxColumns} keys; at most so many columns are read` });
}
