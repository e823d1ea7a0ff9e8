import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { FileFault } from '../rows/file.errors.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { inPieces } from '../test/csv.builder.ts';
import { archive, sheetXml, workbook, workbookParts, type WorkbookOf } from '../test/workbook.builder.ts';
import { readXlsx, type XlsxOptions } from './read-xlsx.ts';

const plain: XlsxOptions = { sheet: 'Data', headerRow: 1, batchSize: 500 };

async function batchesOf(bytes: Uint8Array, options: Partial<XlsxOptions> = {}): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of readXlsx(inPieces(bytes, 1000), { ...plain, ...options })) batches.push(batch);
  return batches;
}

async function rowsOf(xml: string, of: Partial<WorkbookOf> = {}, options: Partial<XlsxOptions> = {}) {
  return (await batchesOf(workbook({ ...of, sheets: [{ name: 'Data', xml }] }), options)).flatMap(({ rows }) => rows);
}

/** The text of one cell under a header, or the code of what is wrong with it. */
async function cell(xml: string, of: Partial<WorkbookOf> = {}, options: Partial<XlsxOptions> = {}): Promise<string | undefined> {
  const [row] = await rowsOf(`<row r="1"><c t="inlineStr"><is><t>x</t></is></c></row><row r="2">${xml}</row>`, of, options);
  return row?.fault ? `${row.fault.code}: ${row.fault.value}` : row?.cells[0];
}

async function faultOf(bytes: Uint8Array): Promise<string> {
  try {
    await batchesOf(bytes);
  } catch (error) {
    if (error instanceof FileFault) return `${error.problem.code}: ${error.problem.detail}`;
    throw error;
  }
  return 'none';
}

const number = (value: string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;
const stylesOf = (...codes: string[]) => `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${codes.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs>`;

describe('the numbers of a workbook', () => {
  it.each([
    ['0.28000000000000003', '0.28'], ['1.7429600000000001', '1.74296'], ['0.1', '0.1'], ['3033.38067', '3033.38067'], ['1E-05', '0.00001'], ['-1.5E3', '-1500'],
    ['1.2300000000000001E+20', '123000000000000000000'], ['-0', '0'], ['42', '42'], ['123456789012345', '123456789012345'], ['100000000000000000000', '100000000000000000000'],
  ])('%s is shown as %s', async (stored, shown) => {
    expect(await cell(number(stored))).toBe(shown);
  });

  it('are never wrong: more digits than are kept, infinity and what is no number reject the row', async () => {
    expect(await cell(number('12345678901234567'))).toBe('number-too-long: 12345678901234567');
    expect(await cell(number('1e309'))).toBe('no-number: 1e309');
    expect(await cell(number('NaN'))).toBe('no-number: NaN');
  });

  it('keep the zeros in front that their format asks for', async () => {
    expect(await cell(number('42', 1), { styles: stylesOf('00000') })).toBe('00042');
    expect(await cell(number('42', 1), { styles: stylesOf('0.00') })).toBe('42');
  });
});

describe('the dates of a workbook', () => {
  it.each([
    ['45658', 'yyyy-mm-dd', '2025-01-01'], ['45658.5', 'dd/mm/yyyy hh:mm', '2025-01-01T12:00:00'], ['0.75', 'h:mm AM/PM', '18:00:00'], ['1.5', '[h]:mm', '36:00:00'],
    ['45658', 'd mmmm yyyy', '2025-01-01'], ['45658', '[$-410]dd&quot; di &quot;mmmm', '2025-01-01'], ['59', 'yyyy-mm-dd', '1900-02-28'], ['61', 'yyyy-mm-dd', '1900-03-01'],
    ['45658', '&quot;a;b&quot;yyyy', '2025-01-01'], ['45658', '0 &quot;yyyy', '45658'],
    ['45658', '#,##0.00 &quot;days&quot;', '45658'], ['45658', '[Red]General', '45658'], ['45658.000011574', 'mm:ss.0', '2025-01-01T00:00:01'],
  ])('%s formatted as %s is %s', async (stored, code, expected) => {
    expect(await cell(number(stored, 1), { styles: stylesOf(code) })).toBe(expected);
  });

  it('are told by codes that a spreadsheet could have written, and by no longer ones', async () => {
    const codes = ['['.repeat(1_000_000), '&quot;'.repeat(1_000_001), '['.repeat(256)];
    for (const code of codes) expect(await faultOf(workbook({ sheets: [{ name: 'Data', xml: sheetXml([['a'], [1]]) }], styles: stylesOf(code) }))).toMatch(/^unsafe-workbook: it has a format for numbers/);
    const many = stylesOf(...Array.from({ length: 20_000 }, () => '['.repeat(255)));
    expect(await faultOf(workbook({ sheets: [{ name: 'Data', xml: sheetXml([['a'], [1]]) }], styles: many }))).toBe('none');
  });

  it('count from 1904 where the workbook says so', async () => {
    expect(await cell(number('44196', 1), { styles: stylesOf('yyyy-mm-dd'), from1904: true })).toBe('2025-01-01');
  });

  it('that do not exist reject the row', async () => {
    for (const stored of ['60', '-1', '9999999']) expect(await cell(number(stored, 1), { styles: stylesOf('yyyy-mm-dd') })).toBe(`no-date: ${stored}`);
  });

  it('are known by the numbers of formats that need no code', async () => {
    expect(await cell(number('45658', 1), { styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' })).toBe('2025-01-01');
    expect(await cell('<c t="d"><v>2025-01-01T00:00:00</v></c>')).toBe('2025-01-01');
  });
});

describe('the other cells of a workbook', () => {
  it('are shared and inline texts, without the reading aids of Japanese', async () => {
    const strings = '<si><t>plain</t></si><si><r><t xml:space="preserve">two </t></r><r><t>runs</t></r><rPh><t>aside</t></rPh></si><si><t>a_x000D_b_x005F_c_xD800_</t></si>';
    expect(await cell('<c t="s"><v>0</v></c>', { strings })).toBe('plain');
    expect(await cell('<c t="s"><v>1</v></c>', { strings })).toBe('two runs');
    expect(await cell('<c t="s"><v>2</v></c>', { strings })).toBe('a\rb_c_xD800_');
    expect(await cell('<c t="s"><v>7</v></c>', { strings })).toBe('broken-cell: ');
  });

  it('are truth values, and what formulas gave when they were last calculated', async () => {
    expect(await cell('<c t="b"><v>1</v></c>')).toBe('true');
    expect(await cell('<c t="str"><f>A1&amp;"b"</f><v>ab</v></c>')).toBe('ab');
    expect(await cell('<c><f>1+1</f><v>2</v></c>')).toBe('2');
    expect(await cell('<c><f>1+1</f></c>')).toBe('formula-without-value: ');
  });

  it('are errors, which reject the row unless they are among the values that mean empty', async () => {
    expect(await cell('<c t="e"><v>#N/A</v></c>')).toBe('error-cell: #N/A');
    expect(await cell('<c t="e"><v>#N/A</v></c>', {}, { emptyErrors: ['#N/A'] })).toBe('#N/A');
  });
});

describe('the rows of a workbook', () => {
  it('carry the number that Excel shows; empty ones are none, and cells that are left out are empty', async () => {
    const rows = await rowsOf('<row r="2"><c r="A2"><v>0</v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>a</t></is></c><c r="B4" t="inlineStr"><is><t>b</t></is></c><c r="C4" t="inlineStr"><is><t>c</t></is></c></row><row r="5"/><row r="6"><c r="B6"><v>1</v></c></row><row r="7"><c r="A7" s="3"/></row>', {}, { headerRow: 4 });
    expect(rows.map(({ row, line, cells }) => ({ row, line, cells }))).toEqual([{ row: 1, line: 6, cells: ['', '1', ''] }]);
  });

  it('that are wider than the header are rejected, however far out a cell stands', async () => {
    const [row] = await rowsOf(`${sheetXml([['a', 'b']])}<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>2</v></c></row>`);
    expect(row?.fault).toMatchObject({ code: 'cell-count', detail: '2001 cells where 2 are expected' });
  });

  it('come in batches that say how far into the file they reach', async () => {
    const batches = await batchesOf(workbook({ sheets: [{ name: 'Data', xml: sheetXml([['n'], ...Array.from({ length: 1201 }, (_, index) => [index])]) }] }));
    expect(batches.map(({ rows }) => rows.length)).toEqual([500, 500, 201]);
    const reached = batches.map(({ bytesRead }) => bytesRead);
    expect(reached).toEqual([...reached].sort((a, b) => a - b));
  });

  it('without any below the header still tell the columns', async () => {
    expect(await batchesOf(workbook({ sheets: [{ name: 'Data', xml: sheetXml([['a', 'b']]) }] }))).toMatchObject([{ columns: ['a', 'b'], rows: [] }]);
  });
});

describe('a workbook that cannot be read, or must not be', () => {
  const sound = workbookParts({ sheets: [{ name: 'Data', xml: sheetXml([['a'], [1]]) }] });

  it('is refused by name: not there, cut off, no workbook, old, with a password', async () => {
    const whole = archive(sound);
    expect(await faultOf(whole.subarray(0, whole.length - 40))).toBe('broken-workbook: it is damaged or not complete');
    expect(await faultOf(archive([{ name: 'data.csv', content: 'a,b\n' }]))).toMatch(/^unsupported-format/);
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
    expect(await faultOf(old)).toMatch(/^legacy-workbook/);
    expect(await faultOf(Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]))).toMatch(/^encrypted-file/);
    expect(await faultOf(workbook({ sheets: [{ name: 'Other', xml: '' }] }))).toBe('sheet-not-found: it has no sheet "Data"; there is "Other"');
    expect(await faultOf(workbook({ sheets: [{ name: 'Data', xml: '' }] }))).toMatch(/^empty-file/);
  });

  it('is refused for names that point outside, parts of one name, and document types', async () => {
    expect(await faultOf(archive([...sound, { name: '../../etc/passwd', content: 'x' }]))).toMatch(/^unsafe-workbook: one of its parts has a name that points outside/);
    expect(await faultOf(archive([...sound, { name: '/etc/passwd', content: 'x' }]))).toMatch(/^unsafe-workbook/);
    expect(await faultOf(archive([...sound, ...sound]))).toMatch(/^unsafe-workbook: it has two parts/);
    const entity = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    const parts = sound.map((part) => (part.name.includes('sheet1') ? { ...part, content: entity + String(part.content).replace('<v>1</v>', '<v>&b;</v>') } : part));
    expect(await faultOf(archive(parts))).toMatch(/^unsafe-workbook: it declares a document type/);
    expect(await faultOf(archive(sound.map((part) => (part.name.includes('sheet1') ? { ...part, content: String(part.content).replace('<v>1</v>', '<v>&x;</v>') } : part))))).toMatch(/^broken-workbook/);
  });

  it('is refused as a bomb: by its ratio, by a part that unpacks to more than it says, by a text without end', async () => {
    const spaces = ' '.repeat(20 * 1024 * 1024);
    const bomb = (content: string, claims?: number) => archive(sound.map((part) => (part.name.includes('sheet1') ? { ...part, content, ...(claims === undefined ? {} : { claims }) } : part)));
    expect(deflateRawSync(spaces).length).toBeLessThan(spaces.length / 250);
    expect(await faultOf(bomb(spaces))).toMatch(/^unsafe-workbook: unpacking would make/);
    expect(await faultOf(bomb(`<worksheet><sheetData>${spaces}`, 1000))).toMatch(/^(?:broken|unsafe)-workbook/);
    expect(await faultOf(bomb(`<worksheet><sheetData><row><c t="str"><v>${'x'.repeat(3 * 1024 * 1024)}</v></c></row>`))).toMatch(/^unsafe-workbook: it holds a text/);
    const run = `<r><t>${'x'.repeat(1024 * 1024 - 1)}</t></r>`;
    const runs = run.repeat(3);
    const value = `<v>${'1<x/>'.repeat(1024 * 1024 + 1)}</v>`;
    for (const content of [`<c t="inlineStr"><is>${runs}</is></c>`, `<c t="str">${value}</c>`]) expect(await faultOf(bomb(`<worksheet><sheetData><row>${content}</row></sheetData></worksheet>`))).toMatch(/^unsafe-workbook: it holds a text/);
    const shared = (strings: string) => faultOf(workbook({ sheets: [{ name: 'Data', xml: sheetXml([['a'], [1]]) }], strings }));
    expect(await shared(`<si>${runs}</si>`)).toMatch(/^unsafe-workbook: it holds a text/);
    expect(await shared(`<si>${run}</si>`.repeat(3))).toBe('none');
    expect(await faultOf(archive(Array.from({ length: 10_001 }, (_, index) => ({ name: `p${index}`, content: '' }))))).toMatch(/^unsafe-workbook: it has 10001 parts/);
  });

  it('is refused for more sheets or relations than are read, long before each was compared with each', async () => {
    const withPart = (name: string, content: string) => archive(sound.map((part) => (part.name === name ? { ...part, content } : part)));
    const sheets = (count: number, id: string) => `<workbook xmlns:r="r"><sheets>${`<sheet name="Data" r:id="${id}"/>`.repeat(count)}</sheets></workbook>`;
    expect(await faultOf(withPart('xl/workbook.xml', sheets(201, 's0')))).toMatch(/^unsafe-workbook: it has more sheets/);
    expect(await faultOf(withPart('xl/workbook.xml', sheets(200, 's0')))).toBe('none');
    const relations = (count: number) => `<Relationships>${Array.from({ length: count }, (_, index) => `<Relationship Id="${index}" Type="/worksheet" Target="worksheets/sheet1.xml"/>`).join('')}</Relationships>`;
    expect(await faultOf(withPart('xl/_rels/workbook.xml.rels', relations(10_001)))).toMatch(/^unsafe-workbook: one of its parts refers to more/);
    const both = sound.map((part) => (part.name === 'xl/workbook.xml' ? { ...part, content: sheets(400_000, 'nowhere') } : part.name === 'xl/_rels/workbook.xml.rels' ? { ...part, content: relations(10_000) } : part));
    expect(await faultOf(archive(both))).toMatch(/^sheet-not-found/);
  });
});
