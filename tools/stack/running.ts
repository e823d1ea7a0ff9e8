import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, endProcess, isAlive } from './processes.ts';
import { writePrivate } from './secrets.ts';

/** What runs in a stack's folder, written so that a later start can find what a killed one left behind: each program's process by name. */
export type Running = { pid: number; url: string; programs: Record<string, number> };

const fileOf = (run: string): string => join(run, 'up.json');

export function readRunning(run: string): Running | undefined {
  return existsSync(fileOf(run)) ? (JSON.parse(readFileSync(fileOf(run), 'utf8')) as Running) : undefined;
}

export function writeRunning(run: string, running: Running): void {
  writePrivate(fileOf(run), `${JSON.stringify(running)}\n`);
}

export function forgetRunning(run: string): void {
  rmSync(fileOf(run), { force: true });
}

/** Refuses a second start beside a living one; ends the services of one that was killed. */
export async function takeOver(run: string): Promise<void> {
  const before = readRunning(run);
  if (!before) return;
  if (isAlive(before.pid) && commandOf(before.pid).includes('main.ts')) {
    throw new Error(`Kairos already runs here (process ${before.pid}) at ${before.url}. Stop it with: kill ${before.pid}`);
  }
  const orphans = Object.values(before.programs).filter((pid) => isAlive(pid) && commandOf(pid).includes('exit-with-parent.mjs'));
  await Promise.all(orphans.map((pid) => endProcess(pid)));
  forgetRunning(run);
}
