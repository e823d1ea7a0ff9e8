import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from './processes.ts';
import { restartDelayMs, Supervisor } from './supervisor.ts';

let folder: string;
let pids: number[] = [];
let reports: string[] = [];
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kairos supervised-'));
  [pids, reports] = [[], []];
  supervisor = new Supervisor((text) => reports.push(text), (now) => (pids = Object.values(now)));
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

function start(source: string, once?: Record<string, string>): void {
  const entry = join(folder, 'program.mjs');
  writeFileSync(entry, source);
  supervisor.start({ name: 'program', entry, environment: { GREETING: 'hello' }, ...(once ? { once } : {}), logFile: join(folder, 'program.log') });
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < 5000 && !condition(); waited += 20) await sleep(20);
  expect(condition()).toBe(true);
}

const log = (): string => readFileSync(join(folder, 'program.log'), 'utf8');
const listening = "console.log('up', process.env.GREETING, process.env.ARMED); setInterval(() => undefined, 1000);";

describe('a supervised program', () => {
  it('is started again within five seconds after SIGKILL', async () => {
    start(listening);
    await until(() => log().includes('up hello'));
    const [first = 0] = pids;
    process.kill(first, 'SIGKILL');
    await until(() => log().split('up hello').length === 3);
    expect(pids).not.toEqual([first]);
    expect(reports.join()).toContain('program ended (SIGKILL), starting it again in 0.1 s');
  });

  it('has what is armed for one start on that start only', async () => {
    start(listening, { ARMED: 'yes' });
    await until(() => log().includes('up hello yes'));
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until(() => log().includes('up hello undefined'));
  });

  it('sees no variable of the process that started it', async () => {
    process.env['KAIROS_TEST_LEAK'] = 'leaked';
    start('console.log(Object.keys(process.env).join()); setInterval(() => undefined, 1000);');
    await until(() => log().includes('GREETING'));
    delete process.env['KAIROS_TEST_LEAK'];
    expect(log()).not.toContain('KAIROS_TEST_LEAK');
  });

  it('is gone after the supervisor has stopped, and stays gone', async () => {
    start(listening);
    await until(() => log().includes('up'));
    await supervisor.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    await sleep(700);
    expect(log().split('up hello').length).toBe(2);
  });

  it('waits longer each time it dies, but never long', () => {
    expect([0, 1, 2, 3, 9].map(restartDelayMs)).toEqual([100, 200, 400, 800, 4000]);
  });
});
