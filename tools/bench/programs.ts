import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from '../stack/processes.ts';

export type RunningProgram = { pid: number; readyAfterMs: number; stop(): Promise<void> };
type StartOptions = { environment?: Record<string, string>; input?: object; readyUrl: string; nodeOptions?: string[] };

const startWithinMs = 60_000;

/** A file of `programs/`: what must not share the event loop of the one who measures. */
export function programFile(name: string): string {
  return join(import.meta.dirname, 'programs', `${name}.ts`);
}

/** Starts a Node program and waits until an address of it answers with 2xx; the time runs from the start of the process. */
export async function startProgram(entry: string, { environment, input, readyUrl, nodeOptions = [] }: StartOptions): Promise<RunningProgram> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', ...nodeOptions, entry, ...(input ? [JSON.stringify(input)] : [])], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${entry} could not be started`);
  const stop = (): Promise<void> => endProcess(pid, 'SIGTERM', 10_000);
  try {
    await untilReady(child, entry, readyUrl);
    return { pid, readyAfterMs: performance.now() - startedAt, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(child: ChildProcess, entry: string, url: string): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  while (!(await fetch(url).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${entry} ended before it was ready`);
    if (Date.now() > deadline) throw new Error(`${entry} was not ready within ${startWithinMs / 1000} s`);
    await sleep(4);
  }
}

/** Runs a program of `programs/` to its end and reads the JSON it prints. */
export function runProgram<T>(name: string, input: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programFile(name), JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(output) as T) : reject(new Error(`${name} ended with exit code ${code}`))));
  });
}
