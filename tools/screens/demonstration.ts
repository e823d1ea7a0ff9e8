/** A whole stack with made-up plants, signed in to, and a little of everything that people do. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { repository } from '../stack/home.ts';
import { freeRange } from '../stack/ports.ts';

const run = promisify(execFile);
const email = 'admin@localhost.localdomain';
const portsOfStack = 5;

export class Demonstration {
  readonly email = email;
  readonly password = 'seven green kilns at dawn';
  readonly url: string;
  private readonly stack: ChildProcess;
  private readonly folder: string;

  private constructor(url: string, stack: ChildProcess, folder: string) {
    this.url = url;
    this.stack = stack;
    this.folder = folder;
  }

  static async start(): Promise<Demonstration> {
    const folder = mkdtempSync(join(tmpdir(), 'kairos-screens-'));
    const port = await freeRange(portsOfStack);
    const stack = spawn(process.execPath, [join(repository, 'tools', 'up.mjs'), 'up', '--demo', '--port', String(port), '--home', join(folder, 'home')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const demonstration = new Demonstration(`http://127.0.0.1:${port}`, stack, folder);
    await demonstration.signIn(await oneTimePasswordOf(stack));
    return demonstration;
  }

  /** A file that goes when the demonstration does. */
  fileOf(name: string): string {
    return join(this.folder, name);
  }

  /** What a command of the command line prints. */
  async kairos(args: readonly string[], input = ''): Promise<string> {
    const running = run(process.execPath, [join(repository, 'apps', 'cli', 'bin', 'kairos.mjs'), ...args], { env: { ...process.env, HOME: this.folder, XDG_CONFIG_HOME: this.folder } });
    running.child.stdin?.end(input);
    return (await running).stdout;
  }

  /** The first record that a list of the command line has. */
  async first(list: readonly string[], accepts: (item: Record<string, unknown>) => boolean = () => true): Promise<Record<string, unknown>> {
    const told = JSON.parse(await this.kairos([...list, '--json'])) as { items: Record<string, unknown>[] } | Record<string, unknown>[];
    const found = (Array.isArray(told) ? told : told.items).find(accepts);
    if (!found) throw new Error(`kairos ${list.join(' ')} lists nothing to show`);
    return found;
  }

  async stop(): Promise<void> {
    if (this.stack.exitCode === null) {
      const ended = once(this.stack, 'exit');
      this.stack.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async signIn(oneTimePassword: string): Promise<void> {
    await this.kairos(['login', '--url', this.url, '--email', email, '--password-stdin'], `${oneTimePassword}\n`);
    await this.kairos(['password', '--stdin'], `${oneTimePassword}\n${this.password}\n`);
  }
}

/** The password that a first start prints, once everything runs. */
async function oneTimePasswordOf(stack: ChildProcess): Promise<string> {
  if (!stack.stdout) throw new Error('the stack prints nothing');
  let password: string | undefined;
  for await (const line of createInterface({ input: stack.stdout })) {
    password ??= /^One-time password:\s+(\S+)/.exec(line)?.[1];
    if (password && line.startsWith('Kairos runs at')) {
      stack.stdout.resume();
      return password;
    }
  }
  throw new Error('the stack did not start');
}
