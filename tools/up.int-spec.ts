import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresAccount } from './stack/account.ts';
import { openHome, repository, wipeHome } from './stack/home.ts';
import { freeRange } from './stack/ports.ts';
import { isAlive } from './stack/processes.ts';
import { readRunning } from './stack/running.ts';

type Up = { process: ChildProcess; output(): string; ended: Promise<number | null> };

const folder = mkdtempSync(join(tmpdir(), 'kairos up-'));
const home = join(folder, 'my data');
const started: Up[] = [];
let port: number;

beforeAll(async () => {
  port = await freeRange(5);
});
afterEach(async () => {
  // A test that fails half-way must not leave its stack to the next one.
  for (const { process: left, ended } of started.splice(0)) {
    left.kill('SIGTERM');
    await ended;
  }
}, 60_000);
afterAll(() => {
  wipeHome(openHome(home, postgresAccount()));
  rmSync(folder, { recursive: true, force: true });
});

function up(...options: string[]): Up {
  let text = '';
  const environment = { ...process.env, DATABASE_URL: undefined, NATS_URL: undefined };
  const child = spawn(process.execPath, [join(repository, 'tools', 'main.ts'), 'up', '--home', home, '--port', String(port), ...options], { cwd: '/', env: environment });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const running: Up = { process: child, output: () => text, ended };
  started.push(running);
  return running;
}

async function untilRunning(stack: Up): Promise<void> {
  const startedAt = performance.now();
  while (!stack.output().includes('Kairos runs at')) {
    if (stack.process.exitCode !== null || performance.now() - startedAt > 60_000) throw new Error(stack.output());
    await sleep(20);
  }
}

const programs = (): Record<string, number> => readRunning(join(home, 'run'))?.programs ?? {};

/** Every process that a running stack consists of, apart from the one that started it. */
function parts(): number[] {
  const numbers = [join(home, 'nats', 'nats.pid'), join(openHome(home, postgresAccount()).postgresData, 'postmaster.pid')];
  const servers = numbers.filter((file) => existsSync(file)).map((file) => Number(readFileSync(file, 'utf8').split('\n')[0]));
  return [...servers, ...Object.values(programs())];
}

async function stop(stack: Up, signal: NodeJS.Signals): Promise<void> {
  stack.process.kill(signal);
  expect(await stack.ended).toBe(0);
}

describe('npm run up', () => {
  it('brings up the whole stack from nothing and leaves no process behind on Ctrl-C', async () => {
    const first = up();
    await untilRunning(first);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz/ready`);
    expect(answer.status).toBe(200);
    const running = parts();
    expect(running.length).toBe(3);
    await stop(first, 'SIGINT');
    expect(running.filter(isAlive)).toEqual([]);
  }, 120_000);

  it('keeps its secrets where only their owner reads them', () => {
    const files = ['secrets.json', 'operator.json', 'nats/nats.conf', ...readdirSync(join(home, 'keys')).map((name) => `keys/${name}`)];
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => (statSync(join(home, file)).mode & 0o077) !== 0)).toEqual([]);
  });

  it('starts again on its data, and copes with what a killed start left running', async () => {
    const killed = up();
    await untilRunning(killed);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const again = up();
    await untilRunning(again);
    expect((await fetch(`http://127.0.0.1:${port}/healthz/ready`)).status).toBe(200);
    const running = parts();
    await stop(again, 'SIGTERM');
    expect(running.filter(isAlive)).toEqual([]);
  }, 120_000);

  it('refuses a second start beside the first and names it', async () => {
    const first = up();
    await untilRunning(first);
    const second = up();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Kairos already runs here (process ${first.process.pid}) at http://localhost:${port}`);
    await stop(first, 'SIGTERM');
  }, 120_000);

  it('names the port that another program holds', async () => {
    const other = createServer().listen(port + 2, '127.0.0.1');
    const refused = up();
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`port ${port + 2} (wanted by assets) is taken`);
    other.close();
  }, 60_000);

  it('runs one process per service with --split and revives one that is killed', async () => {
    const split = up('--split');
    await untilRunning(split);
    const running = parts();
    expect(running.length).toBe(7);
    const killed = programs()['assets'] ?? 0;
    process.kill(killed, 'SIGKILL');
    const killedAt = performance.now();
    while (programs()['assets'] === killed) await sleep(20);
    expect(performance.now() - killedAt).toBeLessThan(5000);
    while (!(await fetch(`http://127.0.0.1:${port + 2}/healthz/live`).then((reply) => reply.ok, () => false))) await sleep(20);
    const now = parts();
    await stop(split, 'SIGTERM');
    expect([...running, ...now].filter(isAlive)).toEqual([]);
  }, 120_000);

  it('wipes nothing with --fresh where nobody can be asked', async () => {
    const refused = up('--fresh');
    refused.process.stdin?.end();
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain('add --yes');
    expect(existsSync(join(home, 'secrets.json'))).toBe(true);
  }, 60_000);
});
