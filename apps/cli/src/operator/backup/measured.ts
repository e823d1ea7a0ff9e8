import { createHash } from 'node:crypto';

export type Measure = { bytes: number; sha256: string };

/** Counts and digests bytes that flow past. */
export class Measuring {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  async *pass(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.take(chunk);
      yield chunk;
    }
  }

  take(chunk: Uint8Array): void {
    this.hash.update(chunk);
    this.bytes += chunk.byteLength;
  }

  /** Once, at the end. */
  result(): Measure {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
