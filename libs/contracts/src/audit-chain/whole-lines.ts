import { Buffer } from 'node:buffer';

const newline = 0x0a;
const carriageReturn = 0x0d;

/** The lines of what comes in pieces, as many at once as a piece completes: one wait for thousands of lines. */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? asBuffer(piece) : Buffer.concat([rest, piece]);
    const lines: Buffer[] = [];
    let from = 0;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
      lines.push(lineIn(bytes, from, at));
      from = at + 1;
    }
    rest = bytes.subarray(from);
    yield lines;
  }
  yield [lineIn(rest, 0, rest.length)];
}

function lineIn(bytes: Buffer, from: number, until: number): Buffer {
  return bytes.subarray(from, until > from && bytes[until - 1] === carriageReturn ? until - 1 : until);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
