import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../run.ts';
import { Terminal } from '../terminal.ts';
import { TestApi } from './api-server.builder.ts';

/** What it ended with, what it answered, and what it noted beside. */
export type Ran = { code: number; out: string; notes: string };
type Circumstances = { input?: string; isTTY?: boolean; environment?: Record<string, string> };

/** `kairos` as somebody runs it, with a home of its own, beside the API that it talks to. */
export class TestCommandLine {
  readonly home = mkdtempSync(join(tmpdir(), 'kairos-cli-test-'));

  private constructor(
    readonly api: TestApi,
    private readonly usual: Record<string, string>,
  ) {}

  /** Of somebody who signs in first. */
  static async start(): Promise<TestCommandLine> {
    return new TestCommandLine(await TestApi.start(), {});
  }

  /** Of somebody who has an API key. */
  static async startWithKey(): Promise<TestCommandLine> {
    const api = await TestApi.start();
    return new TestCommandLine(api, { KAIROS_API_KEY: api.apiKey });
  }

  async run(args: string[], { input = '', isTTY = false, environment = {} }: Circumstances = {}): Promise<Ran> {
    const [output, notes, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
    // A terminal stays open; a pipe ends.
    if (isTTY) stdin.write(input);
    else stdin.end(input);
    for (const stream of [stdin, notes]) Object.assign(stream, { isTTY });
    const terminal = (json: boolean) => new Terminal(json, output, notes as unknown as NodeJS.WriteStream, stdin as unknown as NodeJS.ReadStream);
    const code = await run(args, { KAIROS_HOME: this.home, KAIROS_URL: this.api.url, ...this.usual, ...environment }, terminal);
    const read = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
    return { code, out: read(output), notes: read(notes) };
  }

  async stop(): Promise<void> {
    await this.api.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}
