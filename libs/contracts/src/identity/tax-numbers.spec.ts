import { describe, expect, it } from '@jest/globals';
import { VatNumber } from './tax-numbers.ts';

const vat = (text: string) => VatNumber.safeParse(text).data;

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
