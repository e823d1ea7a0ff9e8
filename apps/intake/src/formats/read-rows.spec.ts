import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { RecipeParse } from '@kairos/contracts';
import { FileFault } from '../rows/file.errors.ts';
import { rowOptions } from '../sniffing/row-options.calc.ts';
import { sniffFile } from '../sniffing/sniff-file.ts';
import { ByteWitness } from '../sniffing/byte-witness.ts';
import { inPieces } from '../test/csv.builder.ts';
import { sheetXml, workbook } from '../test/workbook.builder.ts';
import { gunzip } from './gunzip.ts';
import { readRows } from './read-rows.ts';

/** What the sniffer finds in some bytes, and the rows as they are then read. */
async function read(bytes: Uint8Array) {
  const witness = new ByteWitness();
  witness.see(bytes);
  const sniffed = await sniffFile(witness.end(), () => inPieces(bytes, 1000));
  const rows: string[][] = [];
  let bytesRead = 0;
  for await (const batch of readRows(inPieces(bytes, 1000), rowOptions(RecipeParse.parse({}), sniffed, []))) {
    rows.push(...batch.rows.map(({ cells }) => cells));
    bytesRead = batch.bytesRead;
  }
  return { sniffed, rows, bytesRead };
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FileFault) return error.problem.code;
    throw error;
  }
  return 'none';
}

const csv = Buffer.from('code;kw\nA;1,5\nB;2,25\n');
const tsv = Buffer.from('code\tkw\nA\t1,5\nB\t2,25\n');
const json = Buffer.from('{"code":"A","kw":"1,5"}\n{"code":"B","kw":"2,25"}\n');

describe('a file of any format', () => {
  it.each([
    ['CSV', csv, 'csv', 'none'], ['TSV', tsv, 'csv', 'none'], ['JSON lines', json, 'json-lines', 'none'],
    ['packed CSV', gzipSync(csv), 'csv', 'gzip'], ['packed TSV', gzipSync(tsv), 'csv', 'gzip'], ['packed JSON lines', gzipSync(json), 'json-lines', 'gzip'],
    ['packed CSV in two members', Buffer.concat([gzipSync(csv.subarray(0, 9)), gzipSync(csv.subarray(9))]), 'csv', 'gzip'],
    ['a workbook', workbook({ sheets: [{ name: 'S', xml: sheetXml([['code', 'kw'], ['A', '1,5'], ['B', '2,25']]) }] }), 'xlsx', 'none'],
  ])('is known and read without being told: %s', async (_, bytes, format, compression) => {
    const { sniffed, rows, bytesRead } = await read(bytes);
    expect(sniffed).toMatchObject({ format: { value: format }, compression: { value: compression }, columns: ['code', 'kw'], sampleRows: [['A', '1,5'], ['B', '2,25']], problems: [] });
    expect(sniffed.profiles[1]).toMatchObject({ type: { value: 'decimal' }, numberFormat: { value: { decimalSeparator: ',' } } });
    expect(rows).toEqual([['A', '1,5'], ['B', '2,25']]);
    expect(bytesRead).toBe(bytes.length);
  });

  it('has no doubt about numbers of JSON', async () => {
    expect((await read(Buffer.from('{"kw":1.234}\n{"kw":5.678}\n'))).sniffed.profiles[0]?.numberFormat).toMatchObject({ value: { decimalSeparator: '.' }, confidence: 1 });
  });
});

describe('a file that cannot be unpacked, or must not be', () => {
  it('is refused by name: cut off, damaged, packed twice, one JSON list', async () => {
    const packed = gzipSync(csv);
    expect(await codeOf(() => read(packed.subarray(0, -9)))).toBe('broken-gzip');
    const damaged = Buffer.from(packed);
    damaged[15] = (damaged[15] ?? 0) ^ 0xff;
    expect(await codeOf(() => read(damaged))).toBe('broken-gzip');
    expect(await codeOf(() => read(gzipSync(packed)))).toBe('unsupported-format');
    expect(await codeOf(() => read(Buffer.from('[{"code":"A"}]')))).toBe('unsupported-format');
  });

  it('is refused as a bomb by its size and by its ratio, long before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'));
    let unpacked = 0;
    const unpack = async (limits?: Parameters<typeof gunzip>[1]) => {
      for await (const chunk of gunzip(inPieces(bomb, 1000), limits)) unpacked += chunk.byteLength;
    };
    expect(await codeOf(() => unpack())).toBe('unsafe-gzip');
    expect(unpacked).toBeLessThan(20 * 1024 * 1024);
    expect(await codeOf(() => unpack({ maxBytes: 1_000_000, maxRatio: 10_000, ratioCountsFrom: 0 }))).toBe('unsafe-gzip');
  });

  it('leaves faults of the store what they are', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield gzipSync(csv).subarray(0, 10);
      throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    };
    await expect(gunzip(broken()).next()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
