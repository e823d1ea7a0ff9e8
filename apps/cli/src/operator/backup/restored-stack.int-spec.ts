import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceNames } from '@kairos/contracts';
import { freePorts, eventually } from '@kairos/testing';
import { environment } from '../config.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import { readOperator } from '../operator.ts';
import { Installation } from '../test/installation.builder.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const main = fileURLToPath(new URL('../../../../../tools/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kairos restored '));
const home = join(folder, 'data');
let stack: ChildProcess | undefined;

async function restoreFromAnotherMachine(): Promise<void> {
  const installation = await Installation.start();
  try {
    await installation.registerPlants(6);
    await writeBackup(installation.operator, join(folder, 'backup.kairos'));
  } finally {
    await installation.stop();
  }
  const restored = await restoreBackup({ file: join(folder, 'backup.kairos'), home, environment: { PATH: environment['PATH'] }, approve: async () => true });
  expect(restored?.files).toHaveLength(4);
}

async function start(): Promise<string> {
  let output = '';
  const child = spawn(process.execPath, [main, 'up', '--home', home, '--port', String(await freePorts(1 + serviceNames.length))], { env: { PATH: environment['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] });
  stack = child;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return eventually(async () => output, (text) => text.includes('Kairos runs at') || child.exitCode !== null, 120_000);
}

beforeAll(() => {
  // Passable for the user that Postgres runs as, as a home folder usually is.
  chmodSync(folder, 0o755);
  return restoreFromAnotherMachine();
}, 120_000);
afterAll(async () => {
  stack?.kill('SIGTERM');
  if (stack && stack.exitCode === null) await once(stack, 'exit');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('a stack restored into an empty folder', () => {
  it('starts as what it was and passes the doctor', async () => {
    const output = await start();
    expect(output).toContain('Kairos runs at');
    const operator = readOperator(home, home, {});
    const violated = async () => (await runDoctor(operator)).filter(({ status }) => status === 'violated');
    expect(await eventually(violated, (found) => found.length === 0, 15_000)).toEqual([]);
    const obligations = (await runDoctor(operator)).find(({ name }) => name === 'every eligible plant has its obligations');
    expect(obligations?.counts).toMatchObject({ plants: 6, open: 30, missing: 0, stray: 0 });
  }, 150_000);
});
