import { describe, expect, it } from '@jest/globals';
import { plainOptions, readAll, readRows } from '../test/csv.builder.ts';
import { Random } from '../test/random.builder.ts';
import { FileFault } from '../rows/file.errors.ts';

const limits = { maxColumns: 2000, maxRowLength: 1024 * 1024, maxCellLength: 100_000 };

async function faultOf(content: string | Uint8Array, options = {}) {
  try {
    await readAll(content, options);
  } catch (error) {
    if (error instanceof FileFault) return error.problem;
    throw error;
  }
  return undefined;
}

describe('reading a CSV file', () => {
  it('numbers rows behind the header and lines from the top of the file', async () => {
    const rows = await readRows('code,name\r\n1,"two\r\nlines"\r\n2,plain\r\n');
    expect(rows.map(({ row, line, cells }) => ({ row, line, cells }))).toEqual([
      { row: 1, line: 2, cells: ['1', 'two\r\nlines'] },
      { row: 2, line: 4, cells: ['2', 'plain'] },
    ]);
  });

  it('hands out batches of the asked size, in order, however the bytes arrive', async () => {
    const text = `n\n${Array.from({ length: 1201 }, (_, index) => index).join('\n')}\n`;
    for (const size of [1, 7, 4096]) {
      const batches = await readAll(text, { batchSize: 500 }, size);
      expect(batches.map(({ rows }) => rows.length)).toEqual([500, 500, 201]);
      expect(batches.flatMap(({ rows }) => rows.map(({ cells }) => Number(cells[0])))).toEqual(Array.from({ length: 1201 }, (_, i) => i));
      expect(batches.at(-1)?.bytesRead).toBe(text.length);
    }
  });

  it('closes a batch early when its rows are long', async () => {
    const batches = await readAll(`n\n${'0123456789\n'.repeat(10)}`, { batchSize: 500, batchLength: 33 });
    expect(batches.map(({ rows }) => rows.length)).toEqual([3, 3, 3, 1]);
  });

  it('tells the columns of a file that has a header only', async () => {
    expect(await readAll('a,b\r\n')).toEqual([{ columns: ['a', 'b'], rows: [], bytesRead: 5 }]);
  });

  it('reads a header further down, and a file without one', async () => {
    const lower = await readAll('Report,2026\n\na,b\n1,2\n', { headerRow: 3 });
    expect(lower[0]).toMatchObject({ columns: ['a', 'b'], rows: [{ row: 1, line: 4, cells: ['1', '2'] }] });
    const none = await readAll('1,2\n3,4\n', { headerRow: 0 });
    expect(none[0]).toMatchObject({ columns: ['column 1', 'column 2'] });
    expect(none[0]?.rows).toHaveLength(2);
  });

  it('marks blank lines instead of calling them ragged', async () => {
    const rows = await readRows('a,b\n1,2\n\n  \n3,4\n');
    expect(rows.map(({ blank }) => blank)).toEqual([false, true, true, false]);
    expect(rows.every(({ fault }) => !fault)).toBe(true);
  });

  it.each([
    ['UTF-8 with byte order mark', 'utf-8', Buffer.from('\uFEFFname\nAlà\n', 'utf8')],
    ['UTF-16 little-endian', 'utf-16le', Buffer.from('\uFEFFname\nAlà\n', 'utf16le')],
    ['UTF-16 big-endian', 'utf-16be', Buffer.from('\uFEFFname\nAlà\n', 'utf16le').swap16()],
    ['Windows-1252', 'windows-1252', Buffer.from('name\nAl\xe0\n', 'latin1')],
  ] as const)('decodes %s across any cut', async (_, encoding, bytes) => {
    for (const size of [1, 2, 3, 100]) {
      const [batch] = await readAll(bytes, { encoding }, size);
      expect(batch).toMatchObject({ columns: ['name'], rows: [{ cells: ['Alà'] }] });
    }
  });

  it('keeps damaged letters that are valid text as they are', async () => {
    const rows = await readRows('name\nlocalitÃ\u00a0 Rosito\n\uFFFD\n', {}, 1);
    expect(rows.map(({ cells, fault }) => [cells[0], fault])).toEqual([['localitÃ\u00a0 Rosito', undefined], ['\uFFFD', undefined]]);
  });
});

describe('rows that cannot be trusted', () => {
  it('names line, column and both counts of a ragged row', async () => {
    const rows = await readRows('a,b,c\n1,2\n1,2,3,4\n1,2,3\n');
    expect(rows.map(({ line, fault }) => [line, fault?.code, fault?.column, fault?.detail])).toEqual([
      [2, 'cell-count', 'c', '2 cells where 3 are expected'],
      [3, 'cell-count', 'column 4', '4 cells where 3 are expected'],
      [4, undefined, undefined, undefined],
    ]);
  });

  it('names the column and line where a quote opened that is never closed', async () => {
    const rows = await readRows('a,b\n1,"open\n3,4\n');
    expect(rows[0]).toMatchObject({ line: 2, fault: { code: 'unclosed-quote', column: 'b', value: '"open' } });
    expect(rows[1]).toMatchObject({ line: 3, cells: ['3', '4'] });
  });

  it('refuses NUL characters, which no database text can hold', async () => {
    const rows = await readRows('a,b\n1,x\0y\n2,z\n');
    expect(rows.map(({ fault }) => fault?.code)).toEqual(['nul-character', undefined]);
    expect(rows[0]?.fault).toMatchObject({ column: 'b', value: 'x␀y' });
  });

  it('refuses bytes that are no UTF-8 in a file read as UTF-8', async () => {
    const rows = await readRows(Buffer.from('a,b\n1,Al\xe0\n2,ok\n', 'latin1'), {}, 1);
    expect(rows.map(({ fault }) => fault?.code)).toEqual(['invalid-encoding', undefined]);
  });

  it('refuses half a character at the end of the file', async () => {
    const whole = Buffer.from('a\nà', 'utf8');
    expect((await readRows(whole.subarray(0, -1)))[0]?.fault?.code).toBe('invalid-encoding');
    const wide = Buffer.from('a\nb', 'utf16le');
    expect((await readRows(wide.subarray(0, -1), { encoding: 'utf-16le' }))[0]?.fault?.code).toBe('invalid-encoding');
  });

  it('refuses a cell of 10 MB by its column and reads on, holding no more than a row', async () => {
    const rows = await readRows(`a,b\n1,${'x'.repeat(10 * 1024 * 1024)}\n2,ok\n`);
    expect(rows.map(({ line, fault }) => [line, fault?.code, fault?.column])).toEqual([[2, 'row-too-long', 'b'], [3, undefined, undefined]]);
  });

  it('refuses a quoted cell longer than any cell that is read', async () => {
    const rows = await readRows(`a,b\n1,"${'x,'.repeat(60_000)}"\n2,ok\n`);
    expect(rows.map(({ fault }) => [fault?.code, fault?.column])).toEqual([['cell-too-long', 'b'], [undefined, undefined]]);
    expect(rows[0]?.fault?.value?.length).toBeLessThan(300);
  });
});

describe('files that cannot be read on', () => {
  it('refuses an empty file, and one of a byte order mark alone', async () => {
    expect(await faultOf('')).toMatchObject({ code: 'empty-file', line: 1, column: 1 });
    expect(await faultOf('\uFEFF')).toMatchObject({ code: 'empty-file' });
  });

  it('refuses a file that ends before its header row', async () => {
    expect(await faultOf('a,b\n', { headerRow: 3 })).toMatchObject({ code: 'empty-file', detail: 'there is no row 3 to name the columns' });
  });

  it('refuses duplicate headers and says which columns share the name', async () => {
    expect(await faultOf('code,name, code \n1,2,3\n')).toEqual({
      code: 'duplicate-header',
      line: 1,
      column: 3,
      detail: '"code" already names column 1',
    });
  });

  it('takes any number of columns without a name', async () => {
    expect((await readAll('a,,\n1,2,3\n'))[0]?.columns).toEqual(['a', '', '']);
  });

  it.each([10_000, 1_000_000])('refuses %i columns where 2,000 are read', async (count) => {
    const header = Array.from({ length: count }, (_, index) => `c${index}`).join(',');
    const problem = await faultOf(`${header}\n`, { limits });
    const expected = header.length > limits.maxRowLength ? 'broken-header' : 'too-many-columns';
    expect(problem).toMatchObject({ code: expected, line: 1 });
  });

  it('refuses a header with an unclosed quote', async () => {
    expect(await faultOf('a,"b\n1,2\n')).toMatchObject({ code: 'broken-header', line: 1, column: 2 });
  });
});

describe('reading any bytes', () => {
  it.each([21, 22, 23, 24, 25, 26])('ends in rows or in a fault of the file, never in a crash (seed %i)', async (seed) => {
    const random = new Random(seed);
    const bytes = [0, 0x0a, 0x0d, 0x22, 0x2c, 0x3b, 0x41, 0x80, 0xc3, 0xa0, 0xe2, 0xff, 0xfe, 0xf0];
    for (let round = 0; round < 80; round += 1) {
      const content = Uint8Array.from(random.list(random.below(200), () => random.pick(bytes)));
      const encoding = random.pick(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const);
      const options = { ...plainOptions, encoding, headerRow: random.below(3) };
      const read = async (size: number) => (await faultOf(content, options)) ?? (await readRows(content, options, size));
      const whole = await read(1000);
      expect(await read(1 + random.below(5))).toEqual(whole);
      if (Array.isArray(whole)) expect(whole.map(({ row }) => row)).toEqual(whole.map((_, index) => index + 1));
    }
  });
});
