import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { PackedDocument } from '@kairos/contracts';
import type { FileStore } from '@kairos/service-kit/file-store';
import { packStream } from './pack-stream.ts';

const piece = Buffer.alloc(256 * 1024, 7);
const pieces = 400;
const sha256 = (() => {
  const hash = createHash('sha256');
  for (let count = 0; count < pieces; count += 1) hash.update(piece);
  return hash.digest('hex');
})();

/** A store whose files are 100 MiB each, and who says how much of them was asked for and how many are open. */
function storeOfLargeFiles() {
  const told = { asked: 0, open: 0, mostOpen: 0 };
  const read = async function* () {
    told.open += 1;
    told.mostOpen = Math.max(told.mostOpen, told.open);
    try {
      for (let count = 0; count < pieces; count += 1) {
        told.asked += piece.length;
        yield piece;
      }
    } finally {
      told.open -= 1;
    }
  };
  return { told, store: { read } as unknown as FileStore };
}
const documents = (count: number, hash = sha256) => Array.from({ length: count }, (_, at) => ({ path: `documents/${at}`, sha256: hash, byteSize: piece.length * pieces }) as PackedDocument);
const content = (count: number, hash?: string) => ({ manifest: '{}\n', sums: '', documents: documents(count, hash), madeAt: new Date('2026-11-21T10:00:00Z') });

describe('the stream of a pack', () => {
  it('asks for as much as is taken from it, with one document open at a time', async () => {
    const { told, store } = storeOfLargeFiles();
    let [taken, mostAhead] = [0, 0];
    for await (const chunk of packStream(store, 'tenant', content(3))) {
      taken += (chunk as Buffer).length;
      mostAhead = Math.max(mostAhead, told.asked - taken);
    }
    expect(taken).toBeGreaterThan(3 * piece.length * pieces);
    expect(mostAhead).toBeLessThan(8 * piece.length);
    expect([told.mostOpen, told.open]).toEqual([1, 0]);
  });

  it('closes what is open when nobody takes more', async () => {
    const { told, store } = storeOfLargeFiles();
    const stream = packStream(store, 'tenant', content(2));
    for await (const chunk of stream) if ((chunk as Buffer).length > 1000) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect([told.mostOpen, told.open, stream.destroyed]).toEqual([1, 0, true]);
    expect(told.asked).toBeLessThan(piece.length * pieces);
  });

  it('breaks off on bytes that are others than they were', async () => {
    const { store } = storeOfLargeFiles();
    const read = async () => {
      for await (const chunk of packStream(store, 'tenant', content(1, '0'.repeat(64)))) void chunk;
    };
    await expect(read()).rejects.toThrow('are others by now');
  });
});
