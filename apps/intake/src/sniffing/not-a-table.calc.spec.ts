import { expect, it } from '@jest/globals';
import { whatItIsInstead } from './not-a-table.calc.ts';

const told = (bytes: readonly number[]) => whatItIsInstead(Uint8Array.from(bytes), String.fromCharCode(...bytes));

it('knows pictures, documents and archives by their first bytes', () => {
  expect(told([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])).toBe('it is a picture (PNG), not a table');
  expect(told([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31])).toBe('it is a PDF document, not a table');
});

it('takes control characters in plenty for no text, and a few in a table for what they are', () => {
  expect(told(Array.from({ length: 200 }, (_, at) => (at * 37) % 24))).toContain('no table');
  const table = `code;name\n${'A1;Alpe fiorita\u0000\n'.repeat(50)}`;
  expect(whatItIsInstead(new TextEncoder().encode(table), table)).toBe(undefined);
});
