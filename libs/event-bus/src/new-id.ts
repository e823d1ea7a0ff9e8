import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const idBytes = 16;
const pool = new Uint8Array(idBytes * 512);
let used = pool.length;
let [msecs, seq] = [0, 0];

/**
 * A new UUID, version 7, after every one that this process made before. Its random bytes are drawn hundreds of ids at a time: one
 * by one they cost a bulk command more than the rows it makes.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += idBytes;
  const random = pool.subarray(used - idBytes, used);
  const now = Date.now();
  // Each millisecond begins its count anywhere in the lower half, and so do other processes in theirs.
  [msecs, seq] = now > msecs ? [now, new DataView(pool.buffer, random.byteOffset).getUint32(0) >>> 1] : [msecs, seq + 1];
  return v7({ random, msecs, seq });
}
