import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serviceNames } from '@kairos/contracts';
import type { ServiceName } from '@kairos/contracts';
import { migrateService, provisionService } from '@kairos/service-kit';
import pg from 'pg';
import { ownerUrl, roleSecret } from './environments.ts';
import type { DatabaseRole, Stack } from './environments.ts';
import { repository } from './home.ts';

/** Creates the database that holds all schemas, unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Says in one sentence why a database given by its address cannot be used. */
export async function demandReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`the database at ${new URL(url).host} cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Roles and schema of every service, with the passwords of this installation. */
export async function provision(stack: Pick<Stack, 'databaseUrl' | 'secret'>): Promise<void> {
  for (const service of serviceNames) {
    const password = (role: DatabaseRole): string => stack.secret(roleSecret(service, role));
    await provisionService(stack.databaseUrl, service, {
      owner: password('owner'),
      app: password('app'),
      relay: password('relay'),
      reader: password('reader'),
      jobs: password('jobs'),
    });
  }
}

function migrationsFolder(service: ServiceName): URL {
  return pathToFileURL(`${join(repository, 'apps', service, 'migrations')}/`);
}

/** Brings every service's schema forward, each as its own owner role. */
export async function migrate(stack: Pick<Stack, 'databaseUrl' | 'secret'>): Promise<void> {
  for (const service of serviceNames) {
    await migrateService({ name: service, migrations: migrationsFolder(service) }, { DATABASE_OWNER_URL: ownerUrl(stack, service) });
  }
}
