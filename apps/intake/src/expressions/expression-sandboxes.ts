import { Injectable } from '@nestjs/common';
import { ExpressionSandbox } from './expression-sandbox.ts';

/** Requests that may work out expressions at the same time; others wait for their turn. */
const atOnce = 3;

/** Hands out sandboxes to requests, each its own, a few at a time. */
@Injectable()
export class ExpressionSandboxes {
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  async use<T>(work: (sandbox: ExpressionSandbox) => Promise<T>): Promise<T> {
    if (this.#taken >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#taken += 1;
    try {
      await using sandbox = new ExpressionSandbox();
      return await work(sandbox);
    } finally {
      const next = this.#waiting.shift();
      // Whoever waits takes this very place.
      if (next) next();
      else this.#taken -= 1;
    }
  }
}
