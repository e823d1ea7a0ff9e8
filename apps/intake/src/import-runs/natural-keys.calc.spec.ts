import { describe, expect, it } from '@jest/globals';
import type { MappedRow } from '../mapping/map-row.calc.ts';
import type { MappedChunk } from './chunk-results.calc.ts';
import { naturalKeysOf, shareKeys } from './natural-keys.calc.ts';

const chunk = (...mapped: MappedRow[]) => mapped.map((row) => ({ source: {}, mapped: row })) as MappedChunk;
const valid = (values: Record<string, unknown>) => ({ kind: 'valid', values }) as MappedRow;
const keys = (...codes: unknown[]) => naturalKeysOf(['code'], chunk(...codes.map((code) => valid({ code }))));

describe('the natural keys of a chunk', () => {
  it.each([['FG-01', ' fg-01 '], ['Ａ1', 'a1'], ['Perù', 'Peru\u0300'], [17, '17']])('take %j and %j for one', (one, other) => {
    expect(shareKeys(keys('x', one), keys(other, 'y', 'z'))).toBe(true);
  });

  it('tell keys of several fields apart by where each ends', () => {
    const of = (year: string, month: string) => naturalKeysOf(['year', 'month'], chunk(valid({ year, month })));
    expect(shareKeys(of('20', '261'), of('202', '61'))).toBe(false);
    expect(shareKeys(of('2026', '1'), of('2026', '1'))).toBe(true);
  });

  it('are of the rows that go to the target alone', () => {
    const rows = chunk(valid({ code: 'A' }), { kind: 'skipped' } as MappedRow, { kind: 'rejected', errors: [] } as unknown as MappedRow);
    expect([...naturalKeysOf(['code'], rows)]).toEqual(['a']);
    expect(shareKeys(keys(), keys('A'))).toBe(false);
  });
});
