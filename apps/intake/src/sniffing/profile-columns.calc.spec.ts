import { describe, expect, it } from '@jest/globals';
import { profileColumns } from './profile-columns.calc.ts';

/** The profile of one column, by its cells, or of several, side by side. */
const of = (cells: string[]) => profileColumns(['x'], cells.map((cell) => [cell]))[0];
const typeOf = (cells: string[]) => of(cells)?.type.value;

describe('the type of a column', () => {
  it.each([
    ['integer', ['1', '-20', '300']],
    ['decimal', ['1', '2.5', '300']],
    ['percentage', ['12 %', '3,5%']],
    ['currency', ['€ 1.234,50', '12 €', 'EUR 7,10']],
    ['boolean', ['Sì', 'no', 'NO']],
    ['date', ['2024-02-29', '2023-01-01']],
    ['dateTime', ['2024-02-29 13:00', '2023-01-01T00:00:00Z']],
    ['email', ['a@b.it', 'c.d@e.example']],
    ['url', ['https://a.example/b', 'http://c.example']],
    ['phone', ['+39 02 1234567', '+44 (0)20 7946 0000']],
    ['text', ['Alpe', 'Brembo', '12']],
    ['empty', ['', ' ']],
  ])('is %s', (type, cells) => {
    expect(typeOf(cells)).toBe(type);
  });

  it('is text where a number would lose what the cells say', () => {
    expect(of(['00187', '20121'])?.type).toMatchObject({ value: 'text', reason: 'a number would not keep "00187" as it is' });
    expect(typeOf(['12345678901234567890', '1'])).toBe('text');
  });

  it('is what nine cells in ten are, with that confidence', () => {
    const cells = [...Array.from({ length: 19 }, (_, index) => String(index + 1)), 'n.d.'];
    expect(of(cells)?.type).toEqual({ value: 'integer', confidence: 0.95, reason: '19 of 20 cells are whole numbers' });
    expect(typeOf([...cells, 'n.d.', 'n.d.'])).toBe('text');
  });

  it('is told from fewer rows where there are many columns', () => {
    const looked = (columns: number) => profileColumns(Array.from({ length: columns }, (_, at) => `c${at}`), Array.from({ length: 1200 }, () => Array<string>(columns).fill('1')))[0]?.cells;
    expect([1, 40, 1000].map(looked)).toEqual([1000, 500, 20]);
  });

  it('leaves out what counts as empty, and counts it', () => {
    expect(profileColumns(['x'], [['-'], ['1'], ['']], (cell) => cell === '' || cell === '-')[0]).toMatchObject({ cells: 3, emptyCells: 2, type: { value: 'integer' } });
  });
});

describe('how numbers are written', () => {
  const formatOf = (cells: string[]) => of(cells)?.numberFormat;
  const format = (decimalSeparator: string, groupSeparator: string) => ({ decimalSeparator, groupSeparator });

  it.each([
    [['1.234,56', '7'], format(',', '.')],
    [['1,234.56', '7'], format('.', ',')],
    [['0,5', '12,75'], format(',', '')],
    [['41.9028', '12.4964'], format('.', '')],
    [['1 234,5', '12\u00a0000'], format(',', ' ')],
    [["1'234.5", '12'], format('.', "'")],
    [['1.234.567', '12'], format(',', '.')],
  ])('shows in %j', (cells, value) => {
    expect(formatOf(cells)).toMatchObject({ value, confidence: 1 });
  });

  it('is no question where there are only whole numbers', () => {
    expect(formatOf(['1', '20'])).toMatchObject({ value: format('.', ''), confidence: 1 });
  });

  it('stays open where every number may be read in two ways, and says so', () => {
    expect(formatOf(['1.234', '5.678'])).toEqual({ value: format('.', ''), confidence: 0.5, reason: '"1.234" may mean 1.234 or 1234, and no other cell of the file tells which' });
    expect(formatOf(['1,234'])).toMatchObject({ confidence: 0.5 });
  });

  it('follows the other columns of the file, unless they disagree', () => {
    const columns = (other: string[][]) => profileColumns(['kw', 'price', 'share'], other)[0]?.numberFormat;
    expect(columns([['1.234', '12,50', '']])).toEqual({ value: format(',', '.'), confidence: 0.8, reason: '"1.234" may be read in two ways; taken as column "price" is written' });
    expect(columns([['1.234', '12.50', '']])).toMatchObject({ value: format('.', ''), confidence: 0.8 });
    expect(columns([['1.234', '12,50', '0.75']])).toMatchObject({ confidence: 0.5 });
  });
});

describe('how dates are written', () => {
  const formatOf = (cells: string[]) => of(cells)?.dateFormat;

  it.each([
    [['31/12/2019', '01/02/2020'], 'DD/MM/YYYY'],
    [['12/31/2019', '01/02/2020'], 'MM/DD/YYYY'],
    [['31.12.2019', '1.2.2020'], 'D.M.YYYY'],
    [['2019-12-31'], 'YYYY-MM-DD'],
    [['31-12-2019 08:15'], 'DD-MM-YYYY'],
  ])('shows in %j', (cells, value) => {
    expect(formatOf(cells)).toMatchObject({ value, confidence: 1 });
  });

  it('stays open where days and months may change places, unless another column tells', () => {
    expect(formatOf(['01/02/2020', '03/03/2021'])).toMatchObject({ value: 'DD/MM/YYYY', confidence: 0.5, reason: expect.stringContaining('"01/02/2020" may mean 2020-02-01 or 2020-01-02') });
    const [first] = profileColumns(['from', 'to'], [['01/02/2020', '12/31/2020']]);
    expect(first?.dateFormat).toMatchObject({ value: 'MM/DD/YYYY', confidence: 0.8 });
  });
});
