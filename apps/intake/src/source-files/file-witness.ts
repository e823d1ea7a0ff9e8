import type { SniffResult } from '@kairos/contracts';
import { Utf8Watch } from '../csv/decode-bytes.calc.ts';
import { sniff } from '../sniffing/sniff.calc.ts';
import { SourceFileTooLarge } from './source-file.errors.ts';

const headSize = 256 * 1024;

/** Watches a file pass by on its way into the store: keeps its beginning, checks its size and whether it is UTF-8. */
export class FileWitness {
  readonly #head: Uint8Array[] = [];
  readonly #utf8 = new Utf8Watch();
  #seen = 0;

  constructor(private readonly maxBytes: number) {}

  async *watch(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      if (this.#seen < headSize) this.#head.push(chunk.slice(0, headSize - this.#seen));
      this.#seen += chunk.byteLength;
      if (this.#seen > this.maxBytes) throw new SourceFileTooLarge(this.maxBytes);
      this.#utf8.push(chunk);
      yield chunk;
    }
    this.#utf8.end();
  }

  /** What was seen, once the whole file has passed. */
  sniff(): SniffResult {
    return sniff({ head: Buffer.concat(this.#head), validUtf8: this.#utf8.valid, complete: this.#seen <= headSize });
  }
}
