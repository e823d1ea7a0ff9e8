export type Note = (text: string) => void;

/** Prints one line per step with its time: while it runs on a terminal, and when it has ended. */
export class Progress {
  private readonly output: NodeJS.WriteStream;
  private readonly startedAt = performance.now();

  constructor(output: NodeJS.WriteStream = process.stdout) {
    this.output = output;
  }

  async step<T>(title: string, work: (note: Note) => T | Promise<T>): Promise<T> {
    const startedAt = performance.now();
    let remark = '';
    this.draft(`… ${title}`);
    try {
      const result = await work((text) => {
        remark = text;
        this.draft(`… ${title}  ${text}`);
      });
      this.line(`✓ ${title.padEnd(34)} ${seconds(performance.now() - startedAt)}  ${remark}`.trimEnd());
      return result;
    } catch (error) {
      this.line(`✗ ${title.padEnd(34)} ${seconds(performance.now() - startedAt)}`);
      throw error;
    }
  }

  line(text = ''): void {
    this.output.write(this.output.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
  }

  total(): string {
    return seconds(performance.now() - this.startedAt).trim();
  }

  private draft(text: string): void {
    if (this.output.isTTY) this.output.write(`\r\x1b[K${text}`);
  }
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}
