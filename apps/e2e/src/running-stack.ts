import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { eventually, freePorts } from '@kairos/testing';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
export type Finished = { code: number | null; stdout: string; stderr: string };

/** The product as a newcomer has it: `up --split` in a folder of its own, and the command line beside it. */
export class RunningStack {
  private up: ChildProcess | undefined;
  readonly database: pg.Pool;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly oneTimePassword: string,
    up: ChildProcess,
  ) {
    this.up = up;
    this.database = new pg.Pool({ connectionString: this.operator().databaseUrl, max: 2 });
    this.database.on('error', () => undefined);
  }

  static async start(): Promise<RunningStack> {
    const folder = mkdtempSync(join(tmpdir(), 'kairos journey '));
    // Passable for the user that Postgres runs as, as a home folder usually is.
    chmodSync(folder, 0o755);
    // The gateway and four services, one port each.
    const port = await freePorts(5);
    let output = '';
    const up = spawn(process.execPath, [join(repository, 'tools', 'main.ts'), 'up', '--split', '--home', join(folder, 'data'), '--port', String(port)], {
      cwd: repository, env: { ...process.env, DATABASE_URL: undefined, NATS_URL: undefined }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [up.stdout, up.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await eventually(async () => output, (text) => text.includes('Kairos runs at') || up.exitCode !== null, 120_000);
    const password = /One-time password:\s+(\S+)/.exec(output)?.[1];
    if (!password) throw new Error(`The stack did not start:\n${output}`);
    return new RunningStack(folder, port, password, up);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Runs `kairos …` to its end. */
  async kairos(args: string[], input = ''): Promise<Finished> {
    const child = spawn(process.execPath, [join(repository, 'apps', 'cli', 'bin', 'kairos.mjs'), ...args], { cwd: repository, env: { ...process.env, KAIROS_HOME: join(this.folder, 'home'), KAIROS_DATA_DIR: join(this.folder, 'data') } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  /** Kills one service without warning; the stack starts it again by itself. */
  killService(name: string): number {
    const pid = this.programs()[name];
    if (!pid) throw new Error(`No process of ${name}: ${JSON.stringify(this.programs())}`);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  programs(): Record<string, number> {
    return (JSON.parse(readFileSync(join(this.folder, 'data', 'run', 'up.json'), 'utf8')) as { programs: Record<string, number> }).programs;
  }

  async stop(): Promise<void> {
    await this.database.end();
    this.up?.kill('SIGTERM');
    if (this.up && this.up.exitCode === null) await once(this.up, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private operator(): { databaseUrl: string } {
    return JSON.parse(readFileSync(join(this.folder, 'data', 'operator.json'), 'utf8')) as { databaseUrl: string };
  }
}
