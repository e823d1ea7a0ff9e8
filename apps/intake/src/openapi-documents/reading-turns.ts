import { OpenApiDocumentWaits, OpenApiReaderBusy } from './openapi.errors.ts';

const mostWaiting = 8;

/** Documents are read one after the other. Of a tenant one waits at most, so that nobody's documents keep those of others away for long. */
export class ReadingTurns {
  readonly #waiting = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @throws OpenApiDocumentWaits, OpenApiReaderBusy */
  async take<T>(tenantId: string, read: () => Promise<T>): Promise<T> {
    if (this.#waiting.has(tenantId)) throw new OpenApiDocumentWaits();
    if (this.#waiting.size >= mostWaiting) throw new OpenApiReaderBusy();
    this.#waiting.add(tenantId);
    const turn = this.#last.then(() => {
      this.#waiting.delete(tenantId);
      return read();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
