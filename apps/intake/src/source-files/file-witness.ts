import { ByteWitness } from '../sniffing/byte-witness.ts';
import type { FileEvidence } from '../sniffing/sniff.calc.ts';
import { SourceFileTooLarge } from './source-file.errors.ts';

/** Watches a file pass by on its way into the store, and stops it beyond its size. */
export class FileWitness {
  readonly #witness = new ByteWitness();
  #seen = 0;

  constructor(private readonly maxBytes: number) {}

  async *watch(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.#seen += chunk.byteLength;
      if (this.#seen > this.maxBytes) throw new SourceFileTooLarge(this.maxBytes);
      this.#witness.see(chunk);
      yield chunk;
    }
  }

  /** What was seen, once the whole file has passed. */
  evidence(): FileEvidence {
    return this.#witness.end();
  }
}
