import { describe, expect, it } from '@jest/globals';
import { TaxCode, VatNumber } from './tax-numbers.ts';

const vat = (text: string) => VatNumber.safeParse(text).data;
const taxCode = (text: string) => TaxCode.safeParse(text).data;

describe('a VAT number', () => {
  it('is Italian when it is eleven digits, and loses what only separates', () => {
    expect(vat('00743110157')).toBe('IT00743110157');
    expect(vat(' it 0074.3110-157 ')).toBe('IT00743110157');
  });

  it.each(['IT00743110157', 'DE136695976', 'FR40303265045', 'BE0428759497', 'LU10000356', 'PL8567346215', 'PT501964843', 'SI50223054', 'HR33392005961', 'NL004495445B01', 'ATU13585627'])(
    'of the Union is taken: %s', (text) => expect(vat(text)).toBe(text),
  );

  it.each(['IT00743110158', '00000000000', 'DE136695978', 'FR41303265045', 'BE0428759498', 'PL8567346216', 'PT501964842', 'GB123456789', 'US12', '', 'IT', '12345'])(
    'with a wrong digit, form or country is refused: %s', (text) => expect(vat(text)).toBeUndefined(),
  );
});

describe('a codice fiscale', () => {
  it.each(['RSSMRA85T10A562S', 'rss mra 85t10 a562s', '00743110157'])('is taken with its check character: %s', (text) => {
    expect(taxCode(text)).toBe(text.toUpperCase().replaceAll(' ', ''));
  });

  it('of a person may hold letters for digits', () => {
    expect(taxCode('RSSMRA85T10A56NH')).toBe('RSSMRA85T10A56NH');
  });

  it.each(['RSSMRA85T10A562T', '00743110158', 'RSSMRA85Z10A562S', 'RSSMRA', ''])('with a wrong character is refused: %s', (text) => {
    expect(taxCode(text)).toBeUndefined();
  });
});
