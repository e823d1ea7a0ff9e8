import { describe, expect, it } from '@jest/globals';
import { escapeFormulas } from '@kairos/http';
import { Random } from '../test/random.builder.ts';
import { asMeant, correctionHeader, correctionLine, correctionReader, isCorrectionFile } from './correction-file.calc.ts';

const job = '018f0000-0000-7000-8000-000000000001';

describe('a correction file', () => {
  it('says whose row each is, and finds it again whatever order its columns are in', () => {
    const header = correctionHeader(['code', '=cmd']);
    const line = correctionLine(job, { row: 7, line: 9, errors: [{ code: 'required', column: 'code', field: 'code', value: '', detail: 'code must not be empty' }], cells: ['', 'x'] });
    expect(isCorrectionFile(header)).toBe(true);
    expect(isCorrectionFile(['row', 'line'])).toBe(false);
    const written = header.map(escapeFormulas);
    const order = [...written.keys()].reverse();
    const read = correctionReader(order.map((at) => written[at] ?? ''))(order.map((at) => line[at] ?? ''));
    expect([read.importJobId, read.row, read.cellOf('code'), read.cellOf('=cmd'), read.cellOf('none')]).toEqual([job, 7, '', 'x', undefined]);
  });

  it('gives every cell back as it was, whatever a spreadsheet would have run', () => {
    const random = new Random(20_261_121);
    for (let round = 0; round < 2000; round += 1) {
      const cell = random.list(random.below(6), () => random.pick(["'", '=', '+', '-', '@', ' ', ';', '\t', '\n', 'a', '1'])).join('');
      expect([cell, asMeant(escapeFormulas(cell), cell)]).toEqual([cell, cell]);
    }
  });

  it('takes a new cell as it was meant', () => {
    expect(asMeant("'-5", '=1+1')).toBe('-5');
    expect(asMeant("d'Este", 'x')).toBe("d'Este");
    expect(asMeant('-5', "'-5")).toBe('-5');
  });
});
