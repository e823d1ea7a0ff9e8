import { describe, expect, it } from '@jest/globals';
import { readRows } from '../test/csv.builder.ts';
import { exportCsv } from '@kairos/http';

describe('exporting CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '=HYPERLINK("http://x","y")', ' =1', '＝1'])('disarms %j', (cell) => {
    expect(exportCsv([[cell, 'b']]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('disarms what begins a cell for who splits by semicolon, tab or line', () => {
    expect(exportCsv([['a;=1+1;b', 'x\t@y', 'two\n+3', '\t=1']])).toBe(`a;'=1+1;b,x\t'@y,"two\n'+3",'\t'=1\r\n`);
  });

  it('leaves other cells as they are, and they read back the same', async () => {
    const cells = ['a,b', 'say "hi"', 'two\r\nlines', 'Alà', '1-2', 'a; b', 'x=1', ''];
    const rows = await readRows(exportCsv([cells]), { headerRow: 0 });
    expect(rows[0]?.cells).toEqual(cells);
  });

  it('writes nothing for no rows', () => {
    expect(exportCsv([])).toBe('');
  });
});
