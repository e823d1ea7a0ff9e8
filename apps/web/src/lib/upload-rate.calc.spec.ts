import { expect, it } from '@jest/globals';
import { nextPiece } from './upload-rate.calc.ts';

const mebi = 1024 * 1024;

it('begins with half a mebibyte, grows on a fast line without leaping, and shrinks on a slow one', () => {
  const first = nextPiece(undefined, 0, 0);
  expect(first).toEqual({ bytes: mebi / 2, bytesPerSecond: undefined });
  const fast = nextPiece(first, mebi / 2, 10);
  expect(fast.bytes).toBe(2 * mebi);
  expect(nextPiece({ bytes: 32 * mebi, bytesPerSecond: 100 * mebi }, 32 * mebi, 100).bytes).toBe(32 * mebi);
  expect(nextPiece({ bytes: 8 * mebi, bytesPerSecond: mebi / 100 }, mebi / 10, 10_000).bytes).toBe(mebi / 2);
});

it('learns nothing of a piece of which nothing arrived', () => {
  const before = { bytes: mebi, bytesPerSecond: 5 };
  expect(nextPiece(before, 0, 500)).toBe(before);
});
