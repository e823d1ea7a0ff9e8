/**
 * The database of a folder that is being restored: starts Postgres on it, with the roles of every service, and prints its
 * address. The line `keep` on its input stops the server and keeps the folder; without it, whatever was made is deleted.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { serviceNames } from '@kairos/contracts';
import { postgresAccount } from './stack/account.ts';
import { ensureDatabase, provision } from './stack/database.ts';
import { ownerUrl, secretNames } from './stack/environments.ts';
import { openHome, wipeHome } from './stack/home.ts';
import { freePort } from './stack/ports.ts';
import { startPostgres, stopPostgresOn } from './stack/postgres.ts';
import { ensureSigningKey, loadSecrets } from './stack/secrets.ts';

const { values } = parseArgs({ options: { home: { type: 'string' } } });
if (!values.home) throw new Error('usage: node tools/restore.ts --home <folder>');
const home = openHome(values.home, postgresAccount());
if (existsSync(home.postgresData)) throw new Error(`${home.postgresData} holds a database already`);

// Ctrl-C reaches this process too; it ends when its input does, so that the folder is never left half made.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
let keep = false;
const input = createInterface({ input: process.stdin });
input.on('line', (line) => (keep ||= line === 'keep'));
const over = new Promise<void>((resolve) => input.once('close', resolve));

try {
  const secret = loadSecrets(home.root, secretNames());
  ensureSigningKey(home.keys);
  const port = await freePort();
  const logFile = join(home.logs, 'postgres.log');
  await startPostgres({ binaries: home.postgresBinaries, data: home.postgresData, logFile, port, password: secret('postgres'), account: postgresAccount() });
  const databaseUrl = await ensureDatabase(`postgres://postgres:${secret('postgres')}@127.0.0.1:${port}/postgres`, 'kairos');
  await provision({ databaseUrl, secret });
  const ownerUrls = Object.fromEntries(serviceNames.map((service) => [service, ownerUrl({ databaseUrl, secret }, service)]));
  console.log(JSON.stringify({ databaseUrl, ownerUrls }));
  await over;
} finally {
  await stopPostgresOn(home.postgresData);
  if (!keep) wipeHome(home);
}
