import { describe, expect, it } from '@jest/globals';
import { PartitaIva, partitaIvaProblem, TaxCode, taxCodeProblem } from './tax-code.ts';

describe('a codice fiscale', () => {
  it.each(['RSSMRA85T10A562S', 'rss mra 85t10 a562s', '00743110157'])('is taken with its check character: %s', (text) => {
    expect(TaxCode.parse(text)).toBe(text.toUpperCase().replaceAll(' ', ''));
  });

  it('of a person may hold letters for digits', () => {
    expect(TaxCode.parse('RSSMRA85T10A56NH')).toBe('RSSMRA85T10A56NH');
  });

  it('of a woman has forty days more', () => {
    expect(taxCodeProblem('RSSMRA85T50A562W')).toBeUndefined();
  });

  it.each([
    ['RSSMRA', 'not 6'],
    ['', 'not 0'],
    ['RSSMRA85T10A562T', 'is T, where S belongs'],
    ['RSSMRA85T10A526S', 'is S, where Y belongs'],
    ['R1SMRA85T10A562S', 'R1SMRA in characters 1 to 6 cannot be of surname and name'],
    ['RSSMRA85Z10A562S', 'Z in characters 9 to 9 cannot be the month of birth'],
    ['RSSMRA85T32A562S', '32 in characters 10 to 11 is no day of birth'],
    ['RSSMRA85T10A5X2S', 'cannot be the place of birth'],
    ['00743110158', 'check digit is 8, where 7 belongs'],
  ])('%s is refused, and says why', (text, why) => {
    expect(TaxCode.safeParse(text).error?.issues[0]?.message).toContain(why);
  });

  it.each([['00', false], ['01', true], ['31', true], ['32', false], ['40', false], ['41', true], ['71', true], ['72', false], ['81', false], ['99', false]])('is born on day %s: %s', (day, isOne) => {
    expect(taxCodeProblem(`RSSMRA85T${day}A562S`)?.includes('is no day of birth') ?? false).toBe(!isOne);
  });

  it('with any one character changed is found out', () => {
    const code = 'RSSMRA85T10A562S';
    const found = [...code].flatMap((_, at) => [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'].filter((other) => other !== code[at]).map((other) => taxCodeProblem(code.slice(0, at) + other + code.slice(at + 1))));
    expect(found.filter((problem) => problem === undefined)).toEqual([]);
  });
});

describe('a partita IVA', () => {
  it('is eleven digits with a check digit, whatever stands in front or between', () => {
    expect(PartitaIva.parse('IT 0074.3110-157')).toBe('00743110157');
  });

  it.each([['00743110175', 'check digit is 5, where 3 belongs'], ['0074311015', 'not 10'], ['DE743110157', 'not DE743110157'], ['00000000000', 'not all zeros']])('%s is refused, and says why', (text, why) => {
    expect(partitaIvaProblem(text)).toContain(why);
  });
});
