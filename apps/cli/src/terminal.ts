import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError } from './cli.errors.ts';

/** What the program says and asks. Results go to standard output, everything else to standard error. */
export class Terminal {
  constructor(
    readonly json: boolean,
    private readonly output: NodeJS.WritableStream = process.stdout,
    private readonly notes: NodeJS.WriteStream = process.stderr,
    private readonly input: NodeJS.ReadStream = process.stdin,
  ) {}

  get isInteractive(): boolean {
    return this.input.isTTY && this.notes.isTTY;
  }

  get showsProgress(): boolean {
    return !this.json && this.notes.isTTY;
  }

  /** A result: as JSON when that was asked for, else as text. */
  result(value: unknown, text: () => string): void {
    this.output.write(this.json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
  }

  line(text: string): void {
    this.output.write(`${text}\n`);
  }

  note(text: string): void {
    this.notes.write(`${text}\n`);
  }

  async ask(question: string): Promise<string> {
    return (await this.prompt(question, this.notes)).trim();
  }

  async askSecret(question: string): Promise<string> {
    this.notes.write(question);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const answer = await this.prompt('', silent);
    this.notes.write('\n');
    return answer;
  }

  /** A secret that is chosen now, asked twice. */
  async askNewSecret(what: string): Promise<string> {
    const chosen = await this.askSecret(`${what}: `);
    if ((await this.askSecret(`${what} again: `)) !== chosen) throw new CliError('The two do not match; nothing is changed.');
    return chosen;
  }

  /** Everything on standard input, without the last line end. */
  async readInput(): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.input) chunks.push(Buffer.from(chunk as Buffer));
    return Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
  }

  private async prompt(question: string, output: NodeJS.WritableStream): Promise<string> {
    if (!this.isInteractive) throw new CliError('There is nobody to ask here: give the answers as options, see --help.');
    const reader = createInterface({ input: this.input, output, terminal: true });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  }
}
