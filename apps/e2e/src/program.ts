import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@kairos/contracts';
import { eventually } from '@kairos/testing';

export type ProgramName = ServiceName | 'gateway';
type Startable = ProgramName | 'host';

/** A test that is killed leaves no program behind. */
const exitWithParent = new URL('../../../tools/stack/exit-with-parent.mjs', import.meta.url).href;
/** All services start at once, on a machine that runs other things too. */
const readyWithinMs = 60_000;

/** SIGUSR2 makes a program tell its state. */
const reporting = ['--report-on-signal', '--report-filename=stderr', '--report-compact', '--report-exclude-env', '--report-exclude-network'];

function launch(name: Startable, environment: Record<string, string>, args: string[]): ChildProcess {
  const main = fileURLToPath(new URL(`../../${name}/dist/main.js`, import.meta.url));
  const compiled = process.env['NODE_COMPILE_CACHE'];
  return spawn(process.execPath, ['--import', exitWithParent, ...reporting, main, ...args], { env: { NODE_ENV: 'production', ...(compiled ? { NODE_COMPILE_CACHE: compiled } : {}), ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

/** Runs a command of a service, such as `first-run`, and returns what it printed as JSON. */
export async function runCommand<T>(name: ProgramName, environment: Record<string, string>, ...args: string[]): Promise<T> {
  const child = launch(name, environment, args);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** One program as it is deployed, in a process of its own. Everything it prints is kept. */
export class Program {
  printed = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly name: Startable,
    private readonly environment: Record<string, string>,
  ) {}

  /** Begins to start a program and waits for nothing. */
  static launch(name: Startable, environment: Record<string, string>): Program {
    const program = new Program(name, environment);
    program.begin();
    return program;
  }

  static async start(name: Startable, environment: Record<string, string>): Promise<Program> {
    const program = new Program(name, environment);
    await program.start();
    return program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.environment['PORT']}`;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get hasEnded(): boolean {
    return this.child?.exitCode !== null || this.child.signalCode !== null;
  }

  /** Starts it as a supervisor would: what does not become ready says where it hangs, is killed and gets one more chance. */
  async start(): Promise<void> {
    const excuse = await this.attempt();
    if (!excuse) return;
    console.error(excuse);
    await this.stop('SIGKILL');
    if (await this.attempt()) throw new Error(excuse);
  }

  private begin(): void {
    const child = (this.child = launch(this.name, this.environment, []));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  private async attempt(): Promise<string | undefined> {
    this.begin();
    let said = 'nothing';
    const ready = () => fetch(`${this.url}/healthz/ready`, { signal: AbortSignal.timeout(5000) }).then(
      async (answer) => ((said = `${answer.status} ${await answer.text()}`), answer.ok),
      (error: unknown) => ((said = String((error as Error).cause ?? error)), false),
    );
    const up = await eventually(async () => this.hasEnded || (await ready()), (settled) => settled, readyWithinMs).catch(() => false);
    if (this.hasEnded) throw new Error(`${this.name} did not start:\n${this.printed}`);
    return up ? undefined : `${this.name} answered ${said} for ${readyWithinMs} ms.\n${this.printed.slice(-4000)}\n${await this.report()}`;
  }

  /** Where the process is: its stack, and what its event loop waits for. */
  private async report(): Promise<string> {
    const before = this.printed.length;
    this.child?.kill('SIGUSR2');
    await eventually(async () => this.printed.length > before, (grown) => grown, 3000).catch(() => undefined);
    return this.printed.slice(before, before + 20_000);
  }

  /** @returns how the process ended: its exit code or the signal */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string | null> {
    const child = this.child;
    if (!child) return null;
    if (!this.hasEnded) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode ?? child.signalCode;
  }
}
