/** Programs that come from the system and not from npm: found where they are, installed from the Debian or Ubuntu archive where that needs no password. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export type SystemProgram = {
  /** What it may be called. */
  names: readonly string[];
  debianPackage: string;
  /** What helps when it is not there and cannot be installed. */
  missing: string;
};

/** Packages put servers where an ordinary PATH does not look. */
const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Looks on PATH and in the folders where packages put programs. */
export function findProgram({ names }: Pick<SystemProgram, 'names'>, path = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...path.split(delimiter), ...usualFolders].filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
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

function install(debianPackage: string): boolean {
  const prefix = rootPrefix();
  if (!prefix || !run(['apt-get', '--version'])) return false;
  const command = [...prefix, 'apt-get', 'install', '-y', '--no-install-recommends', debianPackage];
  return run(command) || (run([...prefix, 'apt-get', 'update']) && run(command));
}

/** The path of a program, installed if need be; otherwise an error that says what to do. */
export function requireProgram(program: SystemProgram, note: (text: string) => void = () => undefined): string {
  const found = findProgram(program);
  if (found) return found;
  note(`${program.debianPackage} is missing, trying apt-get`);
  install(program.debianPackage);
  const installed = findProgram(program);
  if (!installed) throw new Error(program.missing);
  return installed;
}
