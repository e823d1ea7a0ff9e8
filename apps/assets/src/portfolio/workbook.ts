import { Worker } from 'node:worker_threads';
import type { TableCell } from './plant-table.calc.ts';

/** A workbook that a thread of its own makes: of thousands of rows that takes seconds, in which nobody else would be answered. */
export class Workbook {
  readonly #worker = new Worker(new URL(`./workbook-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url), { env: {}, argv: [], stdin: false });
  readonly #made: Promise<Uint8Array>;

  constructor() {
    this.#made = new Promise((resolve, reject) => {
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) => reject(new Error(`the thread of a workbook ended with ${code}`)));
    });
    // Heard when it is asked for; until then nobody waits.
    this.#made.catch(() => undefined);
  }

  /** @param rows the head first, then lines in their order, some at a time */
  add(rows: readonly TableCell[][]): void {
    this.#worker.postMessage(rows);
  }

  async bytes(): Promise<Uint8Array> {
    this.#worker.postMessage('made of these');
    return this.#made;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
