import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { commandOf, endProcess, isAlive } from './processes.ts';

export type PostgresOptions = {
  binaries: string;
  data: string;
  logFile: string;
  port: number;
  password: string;
  account: Account;
  /** Extra server settings, such as `fsync=off` for tests. */
  settings?: string[];
};

const plainEnvironment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };

function tailOf(logFile: string): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n') : '(no log)';
}

/** Fills a folder beside the final one and renames it, so that an interrupted start never leaves half a cluster. */
function initialise({ binaries, data: final, password, account }: PostgresOptions): void {
  const data = `${final}.new`;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid);
  const passwordFile = `${final}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    const result = spawnSync(join(binaries, 'bin', 'initdb'), [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], {
      ...account,
      cwd: '/',
      encoding: 'utf8',
      env: plainEnvironment,
    });
    if (result.status !== 0) throw new Error(`Postgres could not create its data folder ${data}:\n${result.stderr || String(result.error)}`);
    rmSync(final, { recursive: true, force: true });
    renameSync(data, final);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The process id and state that a running server keeps in its data folder. */
function postmaster(data: string): { pid: number; ready: boolean } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
}

/** Ends the server that runs on the data, whoever started it, or removes the file that a killed one left. */
export async function stopPostgresOn(data: string): Promise<void> {
  const left = postmaster(data);
  if (!left) return;
  const ours = isAlive(left.pid) && commandOf(left.pid).includes(data);
  if (ours) await endProcess(left.pid, 'SIGINT', 20_000);
  else rmSync(join(data, 'postmaster.pid'), { force: true });
}

async function untilReady(data: string, pid: number, logFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const state = postmaster(data);
    if (state?.pid === pid && state.ready) return;
    if (!isAlive(pid)) break;
    await sleep(15);
  }
  throw new Error(`Postgres did not start. The end of ${logFile}:\n${tailOf(logFile)}`);
}

/** With the server's own gigabyte an import of a million rows makes a checkpoint every 15 s, and each writes whole pages anew. */
const roomForImports = 'max_wal_size=4GB';

/** Starts Postgres on existing or new data; the server survives Ctrl-C so that services can finish before it stops. */
export async function startPostgres(options: PostgresOptions): Promise<void> {
  const { binaries, data, logFile, port, account, settings = [] } = options;
  for (const name of ['postgres', 'initdb']) chmodQuietly(join(binaries, 'bin', name));
  if (existsSync(data)) await stopPostgresOn(data);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(options);
  const fixed = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, 'max_connections=200', 'log_timezone=UTC', 'timezone=UTC', roomForImports];
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...[...fixed, ...settings].flatMap((setting) => ['-c', setting])], {
    ...account,
    cwd: '/',
    detached: true,
    env: plainEnvironment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Postgres could not be executed from ${binaries}`);
  child.unref();
  await untilReady(data, pid, logFile);
}

function chmodQuietly(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // A read-only checkout: the package already ships the files executable.
  }
}
