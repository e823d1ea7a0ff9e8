import { Utf8Watch } from '../csv/decode-bytes.calc.ts';
import type { FileEvidence } from './sniff.calc.ts';

const headSize = 256 * 1024;

/** Watches bytes pass by: keeps their beginning, and whether all of them are UTF-8. */
export class ByteWitness {
  readonly #head: Uint8Array[] = [];
  readonly #utf8 = new Utf8Watch();
  #seen = 0;

  see(chunk: Uint8Array): void {
    if (this.#seen < headSize) this.#head.push(chunk.slice(0, headSize - this.#seen));
    this.#seen += chunk.byteLength;
    this.#utf8.push(chunk);
  }

  /** What was seen, once all has passed. */
  end(): FileEvidence {
    this.#utf8.end();
    return { head: Buffer.concat(this.#head), validUtf8: this.#utf8.valid, complete: this.#seen <= headSize };
  }
}
