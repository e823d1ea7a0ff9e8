import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MikroORM } from '@mikro-orm/postgresql';
import { Migration, Migrator } from '@mikro-orm/migrations';
import pg from 'pg';
import type { ServiceDefinition } from './define-service.ts';
import { MigrateConfig, parseEnv, type Environment } from './service-config.ts';

const platformLibs = ['tenancy', 'event-bus', 'http', 'auth'];
const resolve = createRequire(import.meta.url).resolve;

export type MigrationSource = { name: string; sql: string };

/** The platform's migrations, then the service's own, each once and in this order. */
export function migrationsOf(service: string, own: URL): MigrationSource[] {
  const platform = platformLibs.flatMap((lib) => read(`platform-${lib}`, join(dirname(resolve(`@kairos/${lib}`)), '..', 'migrations')));
  return [...platform, ...read(service, fileURLToPath(own))].map((source) => ({ ...source, sql: source.sql.replaceAll('{{schema}}', service) }));
}

function read(prefix: string, folder: string): MigrationSource[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: `${prefix}-${basename(file, '.sql')}`, sql: readFileSync(join(folder, file), 'utf8') }));
}

/**
 * Brings a service's schema forward, as its owner role, one transaction per migration. A lock that is not had within
 * 5 s ends the run rather than queueing every query behind it; two runs at once take turns.
 *
 * @param only names of the migrations to apply, for a restore that rebuilds the schema of an older backup; all without it
 */
export async function migrateService(definition: Pick<ServiceDefinition, 'name' | 'migrations'>, environment: Environment, only?: readonly string[]): Promise<void> {
  const { DATABASE_OWNER_URL: url } = parseEnv(MigrateConfig, environment);
  const turn = new pg.Client({ connectionString: url });
  await turn.connect();
  try {
    await turn.query('select pg_advisory_lock(hashtext($1))', [`${definition.name}.migrate`]);
    await apply(definition.name, url, migrationsOf(definition.name, definition.migrations), only);
  } finally {
    await turn.end();
  }
}

async function apply(service: string, url: string, sources: MigrationSource[], only: readonly string[] | undefined): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: url,
    contextName: `${service}-migrate`,
    schema: service,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
    extensions: [Migrator],
    migrations: { tableName: 'schema_migration', migrationsList: sources.map(asMigration), allOrNothing: false, snapshot: false, silent: true },
  });
  try {
    await orm.migrator.up(only ? { migrations: [...only] } : {});
  } finally {
    await orm.close();
  }
}

function asMigration({ name, sql }: MigrationSource) {
  return {
    name,
    class: class extends Migration {
      override up(): void {
        this.addSql(`set local lock_timeout = '5s'`);
        this.addSql(sql);
      }
    },
  };
}
