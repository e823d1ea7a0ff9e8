import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

export const natsMissing = [
  'nats-server was not found and could not be installed. Any one of these helps:',
  '  Debian, Ubuntu   sudo apt-get install nats-server',
  '  macOS            brew install nats-server',
  '  Docker           docker run -d -p 4222:4222 nats:2 -js    and then   NATS_URL=nats://127.0.0.1:4222 npm run up',
].join('\n');

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Looks on PATH and in the folders where packages put servers, which an ordinary PATH lacks. */
export function findNatsServer(path = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...path.split(delimiter), ...usualFolders].filter(Boolean);
  return folders.map((folder) => join(folder, 'nats-server')).find(isExecutable);
}

/** How to become root without asking anybody: as root already, or through sudo where it needs no password. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function run(command: string[]): boolean {
  const [program = '', ...args] = command;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'ignore', env: environment, timeout: 300_000 }).status === 0;
}

/** Installs nats-server from the Debian or Ubuntu archive when that needs no password. */
export function installNatsServer(): boolean {
  const prefix = rootPrefix();
  if (!prefix || !run(['apt-get', '--version'])) return false;
  const install = [...prefix, 'apt-get', 'install', '-y', '--no-install-recommends', 'nats-server'];
  return run(install) || (run([...prefix, 'apt-get', 'update']) && run(install));
}

/** The path of a nats-server, installed if need be; otherwise an error that says what to do. */
export function requireNatsServer(note: (text: string) => void = () => undefined): string {
  const found = findNatsServer();
  if (found) return found;
  note('nats-server is missing, trying apt-get');
  installNatsServer();
  const installed = findNatsServer();
  if (!installed) throw new Error(natsMissing);
  return installed;
}
