/** Hands a stream out in pieces of a bounded size. A stream that breaks ends its last piece: what has arrived counts. */
export class PieceReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();
  #left: number;
  #ended = false;
  /** Why the stream broke. */
  broken: unknown;
  /** More came than was announced; it was not read. */
  tooLong = false;

  constructor(
    content: AsyncIterable<Uint8Array>,
    private readonly pieceSize: number,
    announced: number,
  ) {
    this.#source = content[Symbol.asyncIterator]();
    this.#left = announced;
  }

  /** Waits for the next bytes. @returns whether there are any */
  async more(): Promise<boolean> {
    while (this.#rest.byteLength === 0 && !this.#ended) await this.#pull();
    if (this.#rest.byteLength > 0 && this.#left === 0) this.tooLong = true;
    return this.#rest.byteLength > 0 && this.#left > 0;
  }

  /** The next piece; `size` tells how much it was, once it has been read. */
  async *piece(size: { bytes: number }): AsyncGenerator<Uint8Array> {
    while (size.bytes < this.pieceSize && (await this.more())) {
      const chunk = this.#rest.subarray(0, Math.min(this.pieceSize - size.bytes, this.#left));
      this.#rest = this.#rest.subarray(chunk.byteLength);
      this.#left -= chunk.byteLength;
      size.bytes += chunk.byteLength;
      yield chunk;
    }
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #pull(): Promise<void> {
    try {
      const { done, value } = await this.#source.next();
      if (done) this.#ended = true;
      else this.#rest = value;
    } catch (error) {
      this.broken = error;
      this.#ended = true;
    }
  }
}
