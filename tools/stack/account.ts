import { spawnSync } from 'node:child_process';

/** The user that runs Postgres: nobody special, except for root, whom Postgres refuses. */
export type Account = { uid?: number; gid?: number };

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  if (idOf('-u', 'postgres') === undefined) createPostgresUser();
  const [uid, gid] = [idOf('-u', 'postgres'), idOf('-g', 'postgres')];
  if (uid === undefined || gid === undefined) throw new Error('Postgres does not run as root and the user `postgres` could not be created: run `useradd --system postgres`.');
  return { uid, gid };
}

function createPostgresUser(): void {
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
}

/** Whether the account may read (`-r`) a file or pass through (`-x`) a folder: a parent of mode 0700 forbids both. */
export function may(right: '-r' | '-x', path: string, account: Account): boolean {
  return account.uid === undefined || spawnSync('/usr/bin/test', [right, path], { ...account, cwd: '/' }).status === 0;
}
