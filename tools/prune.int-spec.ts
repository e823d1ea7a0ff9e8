import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminUrl, rolePasswords, testPassword } from '@kairos/testing';
import { prune } from './prune.ts';
import { ensureDatabase, migrate, provision } from './stack/database.ts';
import { databaseRoles, environmentOf, portOf, programs } from './stack/environments.ts';
import type { Program, Stack } from './stack/environments.ts';
import { freeRange } from './stack/ports.ts';
import { ensureSigningKey } from './stack/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'kairos pruned-'));
let stack: Stack;

/** Roles belong to the whole server, so this test gives them the passwords that every other one expects. */
function secret(name: string): string {
  const [, service = '', role] = /^postgres:(\w+)_(\w+)$/.exec(name) ?? [];
  const kind = databaseRoles.find((known) => known === role);
  return kind ? rolePasswords(service)[kind] : testPassword(name);
}

beforeAll(async () => {
  const databaseUrl = await ensureDatabase(adminUrl(), 'kairos_test_pruned');
  // No broker listens there: a service starts without one.
  stack = { gatewayPort: await freeRange(programs.length), databaseUrl, natsUrl: 'nats://127.0.0.1:1', keys: folder, files: folder, secret };
  ensureSigningKey(folder);
  await provision(stack);
  await migrate(stack);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the pruned program from its own folder and answers what its liveness probe said and how it ended. */
async function runAlone(program: Program, out: string): Promise<{ live: number | undefined; exitCode: number | null; output: string }> {
  let output = '';
  const child = spawn(process.execPath, [join('apps', program, 'dist', 'main.js')], { cwd: out, env: { PATH: process.env['PATH'] ?? '', ...environmentOf(stack, program) } });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${portOf(program, stack.gatewayPort)}/healthz/live`;
  let live: number | undefined;
  for (let attempt = 0; attempt < 200 && live === undefined && child.exitCode === null; attempt += 1) {
    live = await fetch(url).then((answer) => answer.status, () => undefined);
    await sleep(50);
  }
  child.kill('SIGTERM');
  return { live, exitCode: await ended, output };
}

describe('a pruned app', () => {
  it.each(programs)('%s starts from its own folder, answers its liveness probe and stops when told', async (program) => {
    const out = join(folder, program);
    const { workspaces } = prune(program, out);
    expect(workspaces.filter((name) => name.startsWith('apps/'))).toEqual([`apps/${program}`]);
    expect(existsSync(join(out, 'node_modules', 'jest'))).toBe(false);
    const { output, ...result } = await runAlone(program, out);
    expect({ ...result, output: result.live === 200 ? '' : output }).toEqual({ live: 200, exitCode: 0, output: '' });
  }, 60_000);

  it('is never written over a folder that this command did not make', () => {
    expect(() => prune('assets', tmpdir())).toThrow('was not written by this command');
  });

  it('must exist', () => {
    expect(() => prune('nothing', join(folder, 'nothing'))).toThrow('there is no app nothing');
  });
});
