import { describe, expect, it } from '@jest/globals';
import { FileFault } from '../rows/file.errors.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { inPieces } from '../test/csv.builder.ts';
import { readJsonLines, type JsonLinesOptions } from './read-json-lines.ts';

async function batchesOf(text: string | Uint8Array, options: Partial<JsonLinesOptions> = {}, size?: number): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of readJsonLines(inPieces(text, size), { encoding: 'utf-8', batchSize: 500, ...options })) batches.push(batch);
  return batches;
}

async function rowsOf(text: string, size?: number) {
  return (await batchesOf(text, {}, size)).flatMap(({ columns, rows }) => rows.map((row) => ({ ...row, columns })));
}

/** The text of the one value of an object, or the code of what is wrong. */
async function value(json: string): Promise<string | undefined> {
  const [row] = await rowsOf(`{"x":${json}}\n`);
  return row?.fault ? row.fault.code : row?.cells[0];
}

describe('reading JSON lines', () => {
  it('makes columns of the keys in their order, and empty cells of what is missing or null', async () => {
    for (const size of [1, 3, 1000]) {
      const rows = await rowsOf('{"code":"A","kw":1.5}\r\n\n{"kw":null,"code":"B","on":true}\n{"name":"Buddusò"}', size);
      expect(rows[0]?.columns).toEqual(['code', 'kw', 'on', 'name']);
      expect(rows.map(({ line, cells, blank }) => [line, blank ? 'blank' : cells])).toEqual([[1, ['A', '1.5', '', '']], [2, 'blank'], [3, ['B', '', 'true', '']], [4, ['', '', '', 'Buddusò']]]);
    }
  });

  it('keeps every digit of a number, and writes exponents out', async () => {
    expect(await value('12345678901234567890.123')).toBe('12345678901234567890.123');
    expect(await value('0.1')).toBe('0.1');
    expect(await value('1.50')).toBe('1.5');
    expect(await value('15e-4')).toBe('0.0015');
    expect(await value('1e309')).toBe('1e309');
    expect(await value('-0')).toBe('0');
  });

  it('takes objects apart by one level and leaves what lies deeper as JSON', async () => {
    const [row] = await rowsOf('{"plant":{"code":"A","at":{"lat":1.10}},"tags":["a",12345678901234567890],"none":{}}\n');
    expect(row?.columns).toEqual(['plant.code', 'plant.at', 'tags', 'none']);
    expect(row?.cells).toEqual(['A', '{"lat":1.10}', '["a",12345678901234567890]', '{}']);
  });

  it('tells which cells are numbers by JSON itself', async () => {
    expect((await rowsOf('{"a":1,"b":"1"}\n'))[0]?.numbers).toEqual([true, false]);
  });

  it('finds the same columns and rows however the bytes arrive, also where keys come late', async () => {
    const text = Array.from({ length: 9000 }, (_, index) => JSON.stringify({ n: index, filler: 'x'.repeat(20), ...(index === 3000 ? { late: 1 } : {}), ...(index === 8999 ? { later: 1 } : {}) })).join('\n');
    const whole = await batchesOf(text);
    expect(whole[0]?.columns).toEqual(['n', 'filler', 'late']);
    expect(await batchesOf(text, {}, 997)).toMatchObject(whole.map(({ columns, rows }) => ({ columns, rows })));
    expect(whole.at(-1)?.rows.at(-1)?.fault).toMatchObject({ code: 'unknown-key', column: 'later', value: '1' });
    expect(whole.flatMap(({ rows }) => rows)).toHaveLength(9000);
  });
});

describe('lines that cannot be trusted', () => {
  it.each([
    ['{"a":1', 'invalid-json'], ['[1]', 'no-object'], ['null', 'no-object'], ['"text"', 'no-object'], ['{"a":1,"a":2}', 'duplicate-key'], ['{"a.b":1,"a":{"b":2}}', 'duplicate-key'],
    ['{"a":{"b":1,"b":2}}', 'duplicate-key'], ['{"a":{"b":{"c":1,"\\u0063":2}}}', 'duplicate-key'], ['{"a":[{"b":1,"b":2}]}', 'duplicate-key'],
    [`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`, 'too-deep'], [`{"a":${'{"a":'.repeat(5000)}12345678901234567890${'}'.repeat(5001)}`, 'too-deep'],
    ['{"a":"\\ud800"}', 'invalid-encoding'], ['{"a":"\\u0000"}', 'nul-character'], ['{"a":NaN}', 'invalid-json'], [`{"a":"${'x'.repeat(100_001)}"}`, 'cell-too-long'], [`{"a":"${'x'.repeat(2_000_000)}"}`, 'row-too-long'],
  ])('%.30s is refused as %s, and the line behind it is read', async (line, code) => {
    const rows = await rowsOf(`{"a":0}\n${line}\n{"a":3}\n`, 4096);
    expect(rows.map(({ line: number, fault, cells }) => [number, fault?.code ?? cells[0]])).toEqual([[1, '0'], [2, code], [3, '3']]);
  });

  it('are refused as a file where there is none, and where there are too many keys', async () => {
    const problem = async (text: string) => {
      try {
        await batchesOf(text);
      } catch (error) {
        if (error instanceof FileFault) return error.problem.code;
      }
      return 'none';
    };
    expect(await problem('')).toBe('empty-file');
    expect(await problem('[1]\n')).toBe('empty-file');
    expect(await problem(`{${Array.from({ length: 2001 }, (_, index) => `"k${index}":1`).join(',')}}`)).toBe('too-many-columns');
  });

  it('are told apart from what only looks so: keys again in another object, and inside of texts', async () => {
    const [row] = await rowsOf('{"a":{"b":1},"b":[{"b":1},{"b":2}],"c":"\\"a\\":1,{[\\\\","d":{"a":":"}}\n');
    expect([row?.columns, row?.fault]).toEqual([['a.b', 'b', 'c', 'd.a'], undefined]);
    expect(row?.cells).toEqual(['1', '[{"b":1},{"b":2}]', '"a":1,{[\\', ':']);
    expect((await rowsOf('{"a":{"b":1,"c":{"d":1,"d":2}}}\n{"a":{"b":1}}\n'))[0]?.fault?.column).toBe('a.c.d');
  });

  it('are few keys long, and as deep as anybody would write', async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',');
    const deep = `${'['.repeat(99)}${']'.repeat(99)}`;
    const filler = `{"x":"${'x'.repeat(90_000)}"}`;
    const rows = await rowsOf([filler, `{"x":${deep}}`, filler, filler, `{${keys(80_000)},"k0":1}`, `{"x":{${keys(2001)}}}`].join('\n'));
    expect(rows.map(({ fault, cells }) => fault?.code ?? cells[0]?.slice(0, 300))).toEqual(['x'.repeat(300), deep, 'x'.repeat(300), 'x'.repeat(300), 'too-many-keys', 'too-many-keys']);
  });

  it('reach into no prototype', async () => {
    const [row] = await rowsOf('{"__proto__":"x","constructor":"y"}\n');
    expect([row?.columns, row?.cells]).toEqual([['__proto__', 'constructor'], ['x', 'y']]);
  });
});
