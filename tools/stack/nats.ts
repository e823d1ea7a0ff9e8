import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, endProcess, isAlive } from './processes.ts';
import { writePrivate } from './secrets.ts';

export type NatsOptions = { binary: string; folder: string; logFile: string; port: number; config: string };

/** Whether a NATS server greets on the port. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(500, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('data', (data) => answer(data.toString().startsWith('INFO')));
  });
}

const filesIn = (folder: string): { configFile: string; pidFile: string } => ({
  configFile: join(folder, 'nats.conf'),
  pidFile: join(folder, 'nats.pid'),
});

/** Ends the server that was started from this folder, by this start or by an earlier one that was killed. */
export async function stopNatsIn(folder: string): Promise<void> {
  const { configFile, pidFile } = filesIn(folder);
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (isAlive(pid) && commandOf(pid).includes(configFile)) await endProcess(pid);
  rmSync(pidFile, { force: true });
}

/** Starts NATS with the given configuration, after ending a server that an earlier start left behind. */
export async function startNats({ binary, folder, logFile, port, config }: NatsOptions): Promise<void> {
  const { configFile, pidFile } = filesIn(folder);
  await stopNatsIn(folder);
  writePrivate(configFile, config);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(binary, ['-c', configFile], { cwd: folder, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`nats-server could not be executed: ${binary}`);
  child.unref();
  writeFileSync(pidFile, String(pid));
  for (let waited = 0; waited < 20_000 && isAlive(pid); waited += 25) {
    if (await greets(port)) return;
    await sleep(25);
  }
  const end = readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n');
  throw new Error(`nats-server did not start on port ${port}. The end of ${logFile}:\n${end}`);
}
