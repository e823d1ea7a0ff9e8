/** Ends what was started, last first; every closer runs even when another one fails. */
export class Closers {
  private readonly closers: (() => Promise<void>)[] = [];
  private closing: Promise<void> | undefined;

  /** Register before starting the thing, so that an interrupted start is undone too. */
  add(close: () => Promise<void>): void {
    if (this.closing) throw new Error('stopping');
    this.closers.push(close);
  }

  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const close of this.closers.reverse()) await close().catch((error: unknown) => console.error(error));
  }
}
