import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const idBytes = 16;
const pool = new Uint8Array(idBytes * 512);
let used = pool.length;
let msecs = 0;
let seq = 0;

// Used over and over: what each id leaves behind is its text alone.
const random = new Uint8Array(idBytes);
const bytes = new Uint8Array(idBytes);
const text = Buffer.alloc(36, '-');
const hexDigits = Buffer.from('0123456789abcdef');
/** Where the two digits of each byte stand in the text. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/**
 * A new UUID, version 7, after every one that this process made before. Its random bytes are drawn hundreds of ids at a time: one
 * by one they cost a bulk command more than the rows it makes.
 */
export function newId(): string {
  drawRandom();
  const now = Date.now();
  // Each millisecond begins its count anywhere in the lower half, and so do other processes in theirs.
  seq = now > msecs ? firstOfTime() : seq + 1;
  msecs = Math.max(now, msecs);
  v7({ random, msecs, seq }, bytes);
  for (let at = 0; at < idBytes; at += 1) {
    const byte = bytes[at] as number;
    const place = places[at] as number;
    text[place] = hexDigits[byte >> 4] as number;
    text[place + 1] = hexDigits[byte & 15] as number;
  }
  return text.toString('latin1');
}

function drawRandom(): void {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  for (let at = 0; at < idBytes; at += 1) random[at] = pool[used + at] as number;
  used += idBytes;
}

function firstOfTime(): number {
  return (((random[0] as number) << 24) | ((random[1] as number) << 16) | ((random[2] as number) << 8) | (random[3] as number)) >>> 1;
}
