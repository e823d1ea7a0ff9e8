import { describe, expect, it } from '@jest/globals';
import { delimiters } from '@kairos/contracts';
import Papa from 'papaparse';
import { Random } from '../test/random.builder.ts';
import type { CsvShape } from './read-quoted-row.calc.ts';
import { RowSplitter } from './split-rows.calc.ts';
import type { RawRow } from '../rows/source-row.ts';

const comma: CsvShape = { delimiter: ',', quote: '"', lineEnd: '\n' };

function split(text: string, shape: Partial<CsvShape> = {}, pieces = text.length || 1, maxRowLength?: number): RawRow[] {
  const splitter = new RowSplitter({ ...comma, ...shape }, maxRowLength);
  const rows: RawRow[] = [];
  for (let at = 0; at < text.length; at += pieces) rows.push(...splitter.push(text.slice(at, at + pieces)));
  return [...rows, ...splitter.end()];
}

const cellsOf = (rows: RawRow[]) => rows.map(({ cells }) => cells);

describe('splitting text into rows', () => {
  it('reads quoted delimiters, doubled quotes and line ends inside quotes', () => {
    const rows = split('a,"b, ""c""",d\r\n"two\r\nlines",x,\r\nlast,,""\r\n');
    expect(cellsOf(rows)).toEqual([['a', 'b, "c"', 'd'], ['two\r\nlines', 'x', ''], ['last', '', '']]);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  it('reads a last row without line end, and no row behind the last line end', () => {
    expect(cellsOf(split('a,b\nc,d'))).toEqual([['a', 'b'], ['c', 'd']]);
    expect(cellsOf(split('a,b\nc,d\n'))).toEqual([['a', 'b'], ['c', 'd']]);
    expect(cellsOf(split('a,"b"'))).toEqual([['a', 'b']]);
    expect(split('')).toEqual([]);
  });

  it('reads files that mix CRLF and LF, and files of lone carriage returns', () => {
    expect(cellsOf(split('a,b\r\nc,d\ne,"f"\r\n'))).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f']]);
    expect(cellsOf(split('a,b\rc,"d"\re,f\r', { lineEnd: '\r' }))).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f']]);
  });

  it('keeps a quote that does not open the cell as it stands', () => {
    expect(cellsOf(split('5" pipe,b"c\n'))).toEqual([['5" pipe', 'b"c']]);
  });

  it('forgives blanks between a closing quote and the delimiter', () => {
    expect(cellsOf(split('"a" ,"b"\t,c\n'))).toEqual([['a', 'b', 'c']]);
  });

  it('says where an unclosed quote opened and reads on with the next line', () => {
    const rows = split('a,b\nc,"open\ne,f\ng,h\n');
    expect(rows[1]?.fault).toEqual({ code: 'unclosed-quote', line: 2, cell: 2 });
    expect(cellsOf(rows)).toEqual([['a', 'b'], ['c', '"open'], ['e', 'f'], ['g', 'h']]);
  });

  it('gives the line of the quote when the broken row began earlier', () => {
    const rows = split('"one\ntwo","three" four,x\nnext,row,z\n');
    expect(rows[0]?.fault).toEqual({ code: 'stray-quote', line: 2, cell: 2 });
    expect(rows[1]).toMatchObject({ line: 3, cells: ['next', 'row', 'z'] });
  });

  it('lets a broken quote cost one line, also when a later quote seems to close it', () => {
    const rows = split('1,"abc,2\n2,"x",y\n3,z,w\n');
    expect(rows.map(({ fault }) => fault?.code)).toEqual(['stray-quote', undefined, undefined]);
    expect(rows[1]?.cells).toEqual(['2', 'x', 'y']);
  });

  it('gives up on an endless row and reads on behind it', () => {
    const text = `a,b\nc,${'x'.repeat(300)}\nd,e\n`;
    for (const pieces of [7, 64, text.length]) {
      const rows = split(text, {}, pieces, 100);
      if (pieces === text.length) expect(rows[1]?.length).toBe(303);
      else expect(rows[1]?.fault).toEqual({ code: 'row-too-long', line: 2, cell: 2 });
      expect(rows[2]).toMatchObject({ line: 3, cells: ['d', 'e'] });
    }
  });

  it('takes a quote that stays open for longer than any row as unclosed', () => {
    const rows = split(`a,"open\n${'b,c\n'.repeat(100)}`, {}, 16, 60);
    expect(rows[0]?.fault).toEqual({ code: 'unclosed-quote', line: 1, cell: 2 });
    expect(rows.slice(1).every(({ cells }) => cells.join() === 'b,c')).toBe(true);
    expect(rows).toHaveLength(101);
  });

  it('reads 40,000 broken lines without growing slower', () => {
    const rows = split('"a"b,c\n'.repeat(40_000), {}, 65_536);
    expect(rows).toHaveLength(40_000);
    expect(rows.every(({ fault }) => fault?.code === 'stray-quote')).toBe(true);
  });
});

describe('splitting any text', () => {
  const alphabet = ['a', 'é', '0', '"', '"', ',', ';', '\n', '\r\n', ' ', '\t'];

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('agrees with papaparse on what papaparse writes (seed %i)', (seed) => {
    const random = new Random(seed);
    for (let round = 0; round < 60; round += 1) {
      const delimiter = random.pick(delimiters);
      const newline = random.pick(['\n', '\r\n', '\r'] as const);
      const width = 2 + random.below(4);
      const cell = () => random.list(random.below(5), () => random.pick(alphabet)).join('');
      const table = random.list(1 + random.below(8), () => random.list(width, cell));
      const text = Papa.unparse(table, { delimiter, newline, quotes: random.next() < 0.3 });
      const rows = split(text, { delimiter, lineEnd: newline === '\r' ? '\r' : '\n' }, 1 + random.below(9));
      expect({ seed, round, cells: cellsOf(rows) }).toEqual({ seed, round, cells: table });
    }
  });

  it.each([11, 12, 13, 14])('puts every character into exactly one row, however it is cut (seed %i)', (seed) => {
    const random = new Random(seed);
    for (let round = 0; round < 200; round += 1) {
      const text = random.list(random.below(60), () => random.pick(alphabet)).join('');
      const whole = split(text);
      expect(whole.reduce((sum, { length }) => sum + length, 0)).toBe(text.length);
      expect(split(text, {}, 1 + random.below(5))).toEqual(whole);
    }
  });
});
