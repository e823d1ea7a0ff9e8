import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './processes.ts';

export type Program = {
  name: string;
  entry: string;
  environment: Record<string, string>;
  /** Variables for the first start only, such as an armed crash point. */
  once?: Record<string, string>;
  logFile: string;
};
type Child = { program: Program; process: ChildProcess; startedAt: number; restarts: number };

const preload = join(import.meta.dirname, 'exit-with-parent.mjs');
const rotateAt = 20 * 1024 * 1024;

/** How long to wait before a program that died is started again: a tenth of a second, doubling to four seconds at most. */
export function restartDelayMs(restarts: number): number {
  return Math.min(100 * 2 ** restarts, 4000);
}

function openLog(file: string): number {
  try {
    if (statSync(file).size > rotateAt) renameSync(file, `${file}.1`);
  } catch {
    // No log yet.
  }
  return openSync(file, 'a', 0o600);
}

/** Starts programs, starts them again when they die, and ends them all in reverse order. */
export class Supervisor {
  private readonly children = new Map<string, Child>();
  private readonly report: (text: string) => void;
  private readonly onChange: (pids: Record<string, number>) => void;
  private stopping = false;

  constructor(report: (text: string) => void, onChange: (pids: Record<string, number>) => void = () => undefined) {
    this.report = report;
    this.onChange = onChange;
  }

  start(program: Program, restarts = 0): void {
    const log = openLog(program.logFile);
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, program.entry], {
      detached: true,
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...program.environment, ...(restarts === 0 ? program.once : {}) },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    child.once('error', (error) => this.report(`${program.name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => void this.revive(program.name, signal ?? `exit code ${code}`));
    this.children.set(program.name, { program, process: child, startedAt: Date.now(), restarts });
    this.changed();
  }

  /** Whether the program has died at least once since it was started. */
  hasFailed(name: string): boolean {
    const child = this.children.get(name);
    return !child || child.restarts > 0 || child.process.exitCode !== null || child.process.signalCode !== null;
  }

  tailOf(name: string, lines = 20): string {
    const file = this.children.get(name)?.program.logFile;
    return file ? readFileSync(file, 'utf8').trim().split('\n').slice(-lines).join('\n') : '';
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { process: child } of [...this.children.values()].reverse()) {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await endProcess(child.pid, 'SIGTERM', 15_000);
    }
  }

  private async revive(name: string, reason: string): Promise<void> {
    const child = this.children.get(name);
    if (this.stopping || !child) return;
    const restarts = Date.now() - child.startedAt > 30_000 ? 0 : child.restarts;
    const delay = restartDelayMs(restarts);
    this.report(`${name} ended (${reason}), starting it again in ${delay / 1000} s; log: ${child.program.logFile}`);
    await sleep(delay);
    if (!this.stopping) this.start(child.program, restarts + 1);
  }

  private changed(): void {
    this.onChange(Object.fromEntries([...this.children].flatMap(([name, { process: child }]) => (child.pid === undefined ? [] : [[name, child.pid]]))));
  }
}
