import { describe, expect, it } from '@jest/globals';
import { sniffFile } from '../sniffing/sniff-file.ts';
import { ByteWitness } from '../sniffing/byte-witness.ts';
import { sheetXml, workbook } from '../test/workbook.builder.ts';
import { readRowsInTurn } from './read-rows-in-turn.ts';
import type { RowOptions } from './read-rows.ts';

const bytes = workbook({ sheets: [{ name: 'Data', xml: sheetXml([['a'], [1]]) }] });
const csv: RowOptions = { format: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',', quote: '"', lineEnd: '\n', headerRow: 1, batchSize: 10 };
const xlsx = (sheet = 'Data'): RowOptions => ({ format: 'xlsx', compression: 'none', sheet, headerRow: 1, batchSize: 10 });

/** Workbooks that are open, as their readers see it, and the most there were at one time. */
class Readers {
  open = 0;
  most = 0;

  /** The file as it is read, a turn of the machine later. */
  async *source(content: Uint8Array = bytes): AsyncGenerator<Uint8Array> {
    this.open += 1;
    this.most = Math.max(this.most, this.open);
    await new Promise((resolve) => setImmediate(resolve));
    yield content;
  }

  async read(options: RowOptions): Promise<unknown> {
    try {
      for await (const { rows } of readRowsInTurn(this.source(), options)) return rows[0]?.cells;
      return undefined;
    } catch (error) {
      return (error as Error).message;
    } finally {
      this.open -= 1;
    }
  }

  async sniff(): Promise<unknown> {
    const witness = new ByteWitness();
    witness.see(bytes);
    const { columns } = await sniffFile(witness.end(), () => this.source());
    this.open -= 1;
    return columns;
  }
}

describe('workbooks that many ask for at once', () => {
  it('are open three at a time, whether they are read or recognised, and all get their turn', async () => {
    const readers = new Readers();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? readers.read(xlsx()) : readers.sniff())));
    expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? ['1'] : ['a'])));
    expect(readers.most).toBe(3);
  });

  it('give their turn back when they cannot be read, and leave files of text alone', async () => {
    const readers = new Readers();
    await Promise.all(Array.from({ length: 9 }, () => readers.read(xlsx('Other'))));
    expect(await readers.read(xlsx())).toEqual(['1']);
    const text = new Readers();
    await Promise.all(Array.from({ length: 9 }, () => text.read(csv)));
    expect([readers.most, text.most]).toEqual([3, 9]);
  });
});
