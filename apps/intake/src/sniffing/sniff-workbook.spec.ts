import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { RecipeParse } from '@kairos/contracts';
import { readRows } from '../formats/read-rows.ts';
import { inPieces } from '../test/csv.builder.ts';
import { factorFile } from '../test/factor-file.config.ts';
import { sheetXml, workbook, type SheetOf } from '../test/workbook.builder.ts';
import { rowOptions } from './row-options.calc.ts';
import { sniffWorkbook } from './sniff-workbook.ts';

const found = (sheets: SheetOf[]) => sniffWorkbook(inPieces(workbook({ sheets })));
const table = [['code', 'kw'], ['A', 1.234], ['B', 2]];
const cover = [['Conversion factors'], ['', ''], ['Version', 1, 'Year', 2025], ['Produced by the ministry'], ['Status', 'final'], ['Questions to the ministry']];

describe('sniffing a workbook', () => {
  it('takes the first sheet that holds a table, past a cover and hidden sheets', async () => {
    const result = await found([{ name: 'Cover', xml: sheetXml(cover) }, { name: 'Old', state: 'hidden', xml: sheetXml(table) }, { name: 'Data', xml: sheetXml(table) }]);
    expect(result).toMatchObject({ format: { value: 'xlsx' }, sheet: { value: 'Data', confidence: 0.9 }, columns: ['code', 'kw'], sampleRows: [['A', '1.234'], ['B', '2']], problems: [] });
    expect(result.sheets.map(({ name, hidden, headerRow }) => [name, hidden, headerRow])).toEqual([['Cover', false, 0], ['Old', true, 1], ['Data', false, 1]]);
  });

  it('finds the names of the columns below a title block, by the number of the row in the sheet', async () => {
    const xml = '<row r="1"><c t="inlineStr"><is><t>Factors</t></is></c></row><row r="2"/>' + sheetXml(table).replaceAll(/r="(\d)"/g, (_, row: string) => `r="${Number(row) + 5}"`);
    expect(await found([{ name: 'Data', xml }])).toMatchObject({ headerRow: { value: 6, confidence: 0.9, reason: 'row 6 is text alone, rows below it hold numbers and the 1 above it are a title' }, columns: ['code', 'kw'] });
  });

  it('has no doubt about numbers that the workbook itself tells from texts', async () => {
    const { profiles } = await found([{ name: 'Data', xml: sheetXml(table) }]);
    expect(profiles[1]).toMatchObject({ type: { value: 'decimal' }, numberFormat: { value: { decimalSeparator: '.', groupSeparator: '' }, confidence: 1 } });
    const mixed = await found([{ name: 'Data', xml: sheetXml([['code', 'kw'], ['A', 1.234], ['B', '5.678']]) }]);
    expect(mixed.profiles[1]?.numberFormat).toMatchObject({ confidence: 0.5, reason: expect.stringContaining('"5.678" may mean') });
  });

  it('says what is wrong with a workbook that has no table', async () => {
    expect(await found([{ name: 'Empty', xml: '' }])).toMatchObject({ sheet: { value: 'Empty', confidence: 0.4 }, problems: [{ code: 'empty-file' }] });
    expect((await found([{ name: 'Head', xml: sheetXml([['code', 'kw']]) }])).problems).toMatchObject([{ code: 'no-rows' }]);
    await expect(found([{ name: 'Hidden', state: 'veryHidden', xml: sheetXml(table) }])).rejects.toMatchObject({ problem: { code: 'no-sheet' } });
  });
});

(factorFile.present ? describe : describe.skip)('the conversion factors of the United Kingdom', () => {
  it('are found on the second sheet, below a title block, with the same rows as their plain table', async () => {
    const sniffed = await sniffWorkbook(createReadStream(factorFile.workbook));
    expect(sniffed).toMatchObject({
      sheet: { value: 'Factors by Category' }, headerRow: { value: 6 }, problems: [],
      columns: ['ID', 'Scope', 'Level 1', 'Level 2', 'Level 3', 'Level 4', 'Column Text', 'UOM', 'GHG/Unit', 'GHG Conversion Factor 2025'],
    });
    expect(sniffed.sampleRows[0]).toEqual(['1_100_1000_15_1', 'Scope 1', 'Fuels', 'Gaseous fuels', 'Butane', '', '', 'tonnes', 'kg CO2e', '3033.38067']);
    expect(sniffed.profiles.at(-1)).toMatchObject({ type: { value: 'decimal' }, numberFormat: { confidence: 1 } });
    const before = process.memoryUsage().rss;
    const rows: string[][] = [];
    let most = 0;
    for await (const batch of readRows(createReadStream(factorFile.workbook), rowOptions(RecipeParse.parse({}), sniffed, []))) {
      expect(batch.rows.every(({ fault }) => fault === undefined)).toBe(true);
      rows.push(...batch.rows.map(({ cells }) => cells));
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    // Two rows below the factors the sheet says END; nothing of a file is left out, so that is a row as well.
    expect(rows.pop()?.filter((cell) => cell !== '')).toEqual(['END']);
    expect(rows).toHaveLength(8740);
    expect(rows.filter((cells) => cells.at(-1) === '')).toHaveLength(1711);
    expect(most).toBeLessThan(200 * 1024 * 1024);
    const published: string[][] = [];
    const options = { format: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',', quote: '"', lineEnd: '\n', headerRow: 1, batchSize: 500 } as const;
    for await (const batch of readRows(createReadStream(factorFile.table), options)) published.push(...batch.rows.map(({ cells }) => cells));
    // The plain table was made with the 17 digits that the workbook keeps.
    expect(rows).toEqual(published.map((cells) => cells.map((cell, index) => (index === 9 && cell !== '' ? String(Number(Number(cell).toPrecision(15))) : cell))));
  });
});
