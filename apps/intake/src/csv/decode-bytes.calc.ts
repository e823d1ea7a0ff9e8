import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { Encoding } from '@kairos/contracts';

const byteOrderMark = '\uFEFF';

/** How many bytes at the end belong to a UTF-8 character that is not complete yet. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Cuts a byte stream at UTF-8 character borders and watches whether it is valid. */
export class Utf8Watch {
  #tail: Uint8Array = new Uint8Array();
  valid = true;

  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#tail.length ? Buffer.concat([this.#tail, chunk]) : chunk;
    const cut = bytes.length - incompleteTail(bytes);
    this.#tail = bytes.slice(cut);
    const whole = bytes.subarray(0, cut);
    this.valid &&= isUtf8(whole);
    return whole;
  }

  end(): Uint8Array {
    this.valid &&= this.#tail.length === 0;
    return this.#tail;
  }
}

/**
 * Decodes a byte stream piece by piece and drops a byte order mark. Bytes that are no text in this encoding become
 * U+FFFD and set `damaged`.
 */
export class BytesDecoder {
  readonly #utf8: Utf8Watch | undefined;
  readonly #decoder: TextDecoder;
  #atStart = true;
  damaged = false;

  constructor(private readonly encoding: Encoding) {
    this.#utf8 = encoding === 'utf-8' ? new Utf8Watch() : undefined;
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  push(chunk: Uint8Array): string {
    return this.#watch(this.#utf8 ? this.#decoder.decode(this.#utf8.push(chunk)) : this.#decoder.decode(chunk, { stream: true }));
  }

  end(): string {
    return this.#watch(this.#utf8 ? this.#decoder.decode(this.#utf8.end()) : this.#decoder.decode());
  }

  #watch(text: string): string {
    if (this.#utf8) this.damaged = !this.#utf8.valid;
    else this.damaged ||= this.encoding !== 'windows-1252' && text.includes('\uFFFD');
    if (!this.#atStart || text === '') return text;
    this.#atStart = false;
    return text.startsWith(byteOrderMark) ? text.slice(1) : text;
  }
}
