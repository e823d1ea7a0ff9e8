/** Each holds the texts that its cells share in memory, and a copy of itself on disk. */
const atOnce = 3;

/** Workbooks that requests may have open at the same time; others wait for their turn. Imports have a limit of their own. */
export class WorkbookTurns {
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly most = atOnce) {}

  /** Waits for a turn. @returns what ends it, once */
  async take(): Promise<() => void> {
    if (this.#taken >= this.most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#taken += 1;
    return () => this.#end();
  }

  #end(): void {
    const next = this.#waiting.shift();
    // Whoever waits takes this very place.
    if (next) next();
    else this.#taken -= 1;
  }
}

export const workbookTurns = new WorkbookTurns();
