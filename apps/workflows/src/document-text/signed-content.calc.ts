//! Reads as much of a CMS envelope of signed data (RFC 5652) as leads to what was signed, in DER or BER (X.690). It checks no signature.

/** Tags as they stand in the first byte of an element. */
const tags = { octets: 0x04, octetParts: 0x24, objectId: 0x06, sequence: 0x30, content: 0xa0 } as const;
const signedData = '2a864886f70d010702';
/** Deeper than any envelope is; what is deeper is made to exhaust who reads it. */
const deepest = 16;

/** `end`: behind its last byte, of its closing mark too; `inner`: behind what it holds, unknown of an element that its mark closes. */
type Element = { tag: number; start: number; inner: number | undefined; end: number | undefined };

/** No envelope of signed data, or one that is cut off or nested too deep. */
export class EnvelopeIsBroken extends Error {}

/**
 * @param bytes an envelope: binary, as PEM, or as Base64 alone
 * @returns what was signed; undefined where the envelope holds signatures alone
 * @throws EnvelopeIsBroken
 */
export function signedContentOf(bytes: Uint8Array): Uint8Array | undefined {
  const reader = new Reader(binaryOf(bytes));
  const contentInfo = reader.expect(0, tags.sequence);
  const kind = reader.expect(contentInfo.start, tags.objectId);
  if (Buffer.from(reader.bytesOf(kind)).toString('hex') !== signedData) throw new EnvelopeIsBroken();
  const { start } = reader.expect(reader.expect(reader.after(kind), tags.content).start, tags.sequence);
  // Ahead of the content stand a version and the digests that were made.
  const content = reader.expect(reader.after(reader.at(reader.after(reader.at(start)))), tags.sequence);
  const contentKind = reader.expect(content.start, tags.objectId);
  const next = reader.after(contentKind);
  if (next === content.inner || reader.isClosed(next)) return undefined;
  return reader.octets(reader.expect(next, tags.content).start);
}

function binaryOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === tags.sequence) return bytes;
  return Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll(/-----[^-\n]*-----/g, ''), 'base64');
}

class Reader {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  expect(at: number, tag: number): Element {
    const element = this.at(at);
    if (element.tag !== tag) throw new EnvelopeIsBroken();
    return element;
  }

  at(at: number): Element {
    const tag = this.byte(at);
    // No element that leads to the content has a tag of several bytes.
    if ((tag & 0x1f) === 0x1f) throw new EnvelopeIsBroken();
    const first = this.byte(at + 1);
    if (first === 0x80) {
      if ((tag & 0x20) === 0) throw new EnvelopeIsBroken();
      return { tag, start: at + 2, inner: undefined, end: undefined };
    }
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (more > 6) throw new EnvelopeIsBroken();
    let length = more === 0 ? first : 0;
    for (let index = 0; index < more; index += 1) length = length * 256 + this.byte(at + 2 + index);
    const start = at + 2 + more;
    const end = start + length;
    if (end > this.bytes.length) throw new EnvelopeIsBroken();
    return { tag, start, inner: end, end };
  }

  /** Whether here stands the mark that closes an element of unknown length. */
  isClosed(at: number): boolean {
    return this.byte(at) === 0 && this.byte(at + 1) === 0;
  }

  bytesOf({ start, inner }: Element): Uint8Array {
    return this.bytes.subarray(start, inner);
  }

  after(element: Element, depth = 0): number {
    if (element.end !== undefined) return element.end;
    if (depth > deepest) throw new EnvelopeIsBroken();
    let at = element.start;
    while (!this.isClosed(at)) at = this.after(this.at(at), depth + 1);
    return at + 2;
  }

  /** A string of bytes, whole or in parts. */
  octets(at: number): Uint8Array {
    const element = this.at(at);
    if (element.tag === tags.octets) return this.bytesOf(element);
    const whole = Buffer.alloc(this.bytes.length);
    const size = { bytes: 0 };
    this.gather(element, { whole, size, depth: 0 });
    return whole.subarray(0, size.bytes);
  }

  private gather(element: Element, into: { whole: Buffer; size: { bytes: number }; depth: number }): number {
    if (element.tag === tags.octets) {
      into.whole.set(this.bytesOf(element), into.size.bytes);
      into.size.bytes += this.bytesOf(element).length;
      return this.after(element);
    }
    if (element.tag !== tags.octetParts || into.depth > deepest) throw new EnvelopeIsBroken();
    let at = element.start;
    while (element.inner === undefined ? !this.isClosed(at) : at < element.inner) at = this.gather(this.at(at), { ...into, depth: into.depth + 1 });
    // What reaches beyond what holds it would be read again and again.
    if (element.inner !== undefined && at > element.inner) throw new EnvelopeIsBroken();
    return element.inner ?? at + 2;
  }

  private byte(at: number): number {
    const byte = this.bytes[at];
    if (byte === undefined) throw new EnvelopeIsBroken();
    return byte;
  }
}
