import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decodeCursor, encodeCursor, toPage } from './cursor.ts';

const Position = z.tuple([z.string(), z.int()]);

describe('a cursor', () => {
  it('gives back what it was made of', () => expect(decodeCursor(encodeCursor(['Buddusò', 12]), Position)).toEqual(['Buddusò', 12]));

  it.each(['', 'nonsense', encodeCursor(['one']), Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[{"$gt":""},1]').toString('base64url'), encodeCursor(['a\u0000b', 1]), encodeCursor(['\ud800', 1]), encodeCursor([1, 'one'])])('refuses %p as one of this list', (cursor) => {
    expect(() => decodeCursor(cursor, Position)).toThrow('not one this list handed out');
  });
});

describe('a page', () => {
  it('hands out a cursor only when there is more', () => {
    expect(toPage([1, 2, 3], 3, String, (row) => [row])).toEqual({ items: ['1', '2', '3'], nextCursor: null });
    expect(toPage([1, 2, 3, 4], 3, String, (row) => [row])).toEqual({ items: ['1', '2', '3'], nextCursor: encodeCursor([3]) });
    expect(toPage([], 3, String, (row: number) => [row])).toEqual({ items: [], nextCursor: null });
  });
});
