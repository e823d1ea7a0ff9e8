import { describe, expect, it } from '@jest/globals';
import { sniff } from './sniff.calc.ts';

const found = (content: string | Uint8Array, validUtf8 = true) =>
  sniff({ head: typeof content === 'string' ? Buffer.from(content, 'utf8') : content, validUtf8, complete: true });

describe('sniffing the encoding', () => {
  it('trusts a byte order mark', () => {
    expect(found('\uFEFFa,b\n1,2\n').encoding).toMatchObject({ value: 'utf-8', confidence: 1 });
    expect(found(Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le')).encoding.value).toBe('utf-16le');
    expect(found(Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le').swap16()).encoding.value).toBe('utf-16be');
  });

  it('knows UTF-16 without a byte order mark by its zero bytes', () => {
    expect(found(Buffer.from('name,city\nAda,Roma\n', 'utf16le')).encoding).toMatchObject({ value: 'utf-16le', confidence: 0.85 });
    expect(found(Buffer.from('name,city\nAda,Roma\n', 'utf16le').swap16()).encoding.value).toBe('utf-16be');
  });

  it('takes valid UTF-8 as UTF-8, mojibake included', () => {
    expect(found('name\nlocalitÃ\u00a0\n').encoding.value).toBe('utf-8');
  });

  it('falls back to Windows-1252 when a byte anywhere in the file is no UTF-8', () => {
    const result = found(Buffer.from('name\nAl\xe0 \x80\n', 'latin1'), false);
    expect(result.encoding).toMatchObject({ value: 'windows-1252' });
    expect(result.sampleRows).toEqual([['Alà €']]);
  });

  it('is not misled by single NUL bytes', () => {
    expect(found('name,city\nA\0da,Roma\nEva,Pisa\n').encoding.value).toBe('utf-8');
  });
});

describe('sniffing the delimiter', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,3\n4,5,6\n', ','],
    ['semicolon with decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', ';'],
    ['tab', 'a\tb\n1, 2\t3\n4\t5\n', '\t'],
    ['bar', 'a|b|c\nx,y|z|w\n1|2|3\n', '|'],
    ['semicolons inside quoted cells', '"a;b;c","d"\n"e;f;g","h"\n', ','],
  ])('finds a %s', (_, text, delimiter) => {
    expect(found(text).delimiter).toMatchObject({ value: delimiter, confidence: 1 });
  });

  it('is unsure of a single column and says so', () => {
    expect(found('name\nAda\nEva\n').delimiter).toMatchObject({ value: ',', confidence: 0.3 });
  });

  it('lowers its confidence by the rows that do not agree', () => {
    expect(found('a,b\n1,2\n3\n4,5\n').delimiter).toMatchObject({ value: ',', confidence: 0.75 });
  });
});

describe('sniffing the header', () => {
  it('takes a row of text above numbers as header', () => {
    expect(found('code,kw\nA1,12\n')).toMatchObject({ headerRow: { value: 1, confidence: 0.95 }, columns: ['code', 'kw'] });
  });

  it('takes a first row that holds numbers as data', () => {
    expect(found('A1,12\nA2,13\n')).toMatchObject({ headerRow: { value: 0 }, columns: ['column 1', 'column 2'] });
  });

  it('says when it can only suppose a header', () => {
    expect(found('name,city\nAda,Roma\n').headerRow).toMatchObject({ value: 1, confidence: 0.6 });
  });
});

describe('sniffing a title block', () => {
  it('finds the names of the columns below it', () => {
    const report = 'Impianti 2025;;;\nEstratto il 3/1/2026;;;\n;;;\nCodice;Nome;Potenza;Data\nA1;Alpe;12,5;31/12/2019\nA2;Brembo;3,5;01/01/2020\n';
    expect(found(report)).toMatchObject({ headerRow: { value: 4, confidence: 0.9 }, columns: ['Codice', 'Nome', 'Potenza', 'Data'], sampleRows: [['A1', 'Alpe', '12,5', '31/12/2019'], ['A2', 'Brembo', '3,5', '01/01/2020']] });
    expect(found(report.replaceAll(';;;', ''))).toMatchObject({ headerRow: { value: 4 }, columns: ['Codice', 'Nome', 'Potenza', 'Data'] });
  });

  it('takes a header that lacks a cell for a header', () => {
    expect(found('code,kw\nA1,12,\nA2,13,\n').headerRow.value).toBe(1);
  });
});

describe('sniffing the quote', () => {
  it('takes apostrophes for quotes only where they stand around whole cells and no double quotes do', () => {
    expect(found("code,name\nA1,'Alpe, alta'\nA2,'Brembo'\n")).toMatchObject({ quote: { value: "'" }, sampleRows: [['A1', 'Alpe, alta'], ['A2', 'Brembo']] });
    expect(found(`code,name\nA1,"Alpe"\nA2,'Brembo'\nA3,'Como'\n`).quote.value).toBe('"');
    expect(found("code,name\nA1,Valle d'Aosta\nA2,L'Aquila\n").quote).toMatchObject({ value: '"', confidence: 0.5 });
  });
});

describe('what else the beginning of a file shows', () => {
  it.each([
    ['a\r\n1\r\n', 'crlf'],
    ['a\n1\n', 'lf'],
    ['a\r1\r', 'cr'],
    ['a\r\n1\n', 'mixed'],
  ])('names the line ends of %j', (text, kind) => {
    expect(found(text).lineEnd.value).toBe(kind);
  });

  it('shows the first rows as the recipe would see them', () => {
    expect(found('a;b\r\n"x;y";1\r\nz;2\r\n').sampleRows).toEqual([['x;y', '1'], ['z', '2']]);
  });

  it('reports what would stop an import, with its place', () => {
    expect(found('').problems).toEqual([{ code: 'empty-file', line: 1, column: 1, detail: 'the file holds nothing' }]);
    expect(found('a,b\n').problems).toMatchObject([{ code: 'no-rows' }]);
    expect(found('a,b,a\n1,2,3\n').problems).toMatchObject([{ code: 'duplicate-header', column: 3 }]);
    expect(found(`${'a,'.repeat(9999)}b\n`).problems).toMatchObject([{ code: 'too-many-columns', column: 2001 }]);
  });

  it('reads the beginning of a longer file without judging its cut last row', () => {
    const head = Buffer.from('a,b\n1,2\n3,4\n5,"cut');
    const result = sniff({ head, validUtf8: true, complete: false });
    expect(result.delimiter.confidence).toBe(1);
    expect(result.sampleRows).toEqual([['1', '2'], ['3', '4']]);
  });
});
