import type { Encoding, SniffResult } from '@kairos/contracts';

type Found = SniffResult['encoding'];

/** What is known of a file's bytes: their beginning, and whether all of them are valid UTF-8. */
export type ByteEvidence = { head: Uint8Array; validUtf8: boolean };

const marks: readonly { encoding: Encoding; bytes: readonly number[]; name: string }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf], name: 'UTF-8' },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe], name: 'UTF-16 little-endian' },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff], name: 'UTF-16 big-endian' },
];

/** The encoding of a file: by its byte order mark, by valid UTF-8, by the zero bytes of UTF-16, else Windows-1252. */
export function sniffEncoding({ head, validUtf8 }: ByteEvidence): Found {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (mark) return { value: mark.encoding, confidence: 1, reason: `starts with the byte order mark of ${mark.name}` };
  const wide = sniffUtf16(head);
  if (wide) return wide;
  if (validUtf8) {
    const ascii = head.every((byte) => byte < 0x80);
    return ascii
      ? { value: 'utf-8', confidence: 0.95, reason: 'every byte is valid UTF-8, the beginning plain ASCII' }
      : { value: 'utf-8', confidence: 0.99, reason: 'holds letters beyond ASCII, all of them valid UTF-8' };
  }
  return { value: 'windows-1252', confidence: 0.7, reason: 'some bytes are not UTF-8; Windows-1252 reads any byte' };
}

function sniffUtf16(head: Uint8Array): Found | undefined {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 2) return undefined;
  let low = 0;
  let high = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0 && head[at + 1] !== 0) high += 1;
    if (head[at] !== 0 && head[at + 1] === 0) low += 1;
  }
  const reason = 'has no byte order mark, but nearly every second byte is zero';
  if (low / pairs > 0.7) return { value: 'utf-16le', confidence: 0.85, reason };
  if (high / pairs > 0.7) return { value: 'utf-16be', confidence: 0.85, reason };
  return undefined;
}
