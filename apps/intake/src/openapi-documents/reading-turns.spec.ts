import { describe, expect, it } from '@jest/globals';
import { ReadingTurns } from './reading-turns.ts';

/** A document that is read as long as we like. */
function document() {
  let [isBegun, end] = [false, () => {}];
  const done = new Promise<void>((resolve) => (end = resolve));
  const read = async (): Promise<string> => {
    isBegun = true;
    await done;
    return 'read';
  };
  return { read, end: () => end(), isBegun: () => isBegun };
}

describe('documents that are to be read', () => {
  it('are read one after the other, whether or not one before them could be', async () => {
    const turns = new ReadingTurns();
    const [first, second] = [document(), document()];
    const told = [turns.take('a', first.read), turns.take('b', () => Promise.reject(new Error('no document'))), turns.take('c', second.read)];
    const settled = Promise.allSettled(told);
    first.end();
    await told[0];
    second.end();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('wait alone for their tenant, and with few others', async () => {
    const turns = new ReadingTurns();
    const [long, next] = [document(), document()];
    const reading = turns.take('a', long.read);
    await Promise.resolve();
    expect(long.isBegun()).toBe(true);
    next.end();
    const waiting = [turns.take('a', next.read)];
    await expect(turns.take('a', next.read)).rejects.toMatchObject({ kind: 'too-many-requests', code: 'openapi-document-waits' });
    for (const tenant of 'bcdefgh') waiting.push(turns.take(tenant, next.read));
    await expect(turns.take('i', next.read)).rejects.toMatchObject({ kind: 'unavailable', code: 'openapi-reader-busy' });
    expect(next.isBegun()).toBe(false);
    long.end();
    expect(await Promise.all([reading, ...waiting])).toHaveLength(9);
    expect(await turns.take('i', next.read)).toBe('read');
  });
});
