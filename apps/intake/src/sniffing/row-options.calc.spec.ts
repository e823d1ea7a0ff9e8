import { describe, expect, it } from '@jest/globals';
import { RecipeParse } from '@kairos/contracts';
import { rowOptions } from './row-options.calc.ts';
import { sniff } from './sniff.calc.ts';

const sniffed = (text: string) => sniff({ head: Buffer.from(text), validUtf8: true, complete: true });

describe('how a file is read', () => {
  it('follows the sniffer where the recipe leaves it open', () => {
    expect(rowOptions(RecipeParse.parse({}), sniffed('a;b\r1;2\r'), ['a'])).toMatchObject({ encoding: 'utf-8', delimiter: ';', lineEnd: '\r', headerRow: 1 });
  });

  it('follows the recipe where it says', () => {
    const parse = RecipeParse.parse({ encoding: 'windows-1252', delimiter: '|', headerRow: 3, quote: "'" });
    expect(rowOptions(parse, sniffed('a;b\n1;2\n'), [])).toMatchObject({ encoding: 'windows-1252', delimiter: '|', headerRow: 3, quote: "'" });
  });

  it('takes a row that names every column of the recipe as header, even when numbers name some', () => {
    const file = sniffed('code,2020,2021\nA,1,2\n');
    expect(file.headerRow.value).toBe(0);
    expect(rowOptions(RecipeParse.parse({}), file, ['code', '2021'])).toMatchObject({ headerRow: 1 });
    expect(rowOptions(RecipeParse.parse({}), file, ['column 1'])).toMatchObject({ headerRow: 0 });
  });
});
