import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateService, migrationsOf, provisionService, type RolePasswords, type ServiceDefinition } from '@kairos/service-kit';
import { adminUrl, rolePasswords, roleUrl } from './test-environment.ts';

export type Migratable = Pick<ServiceDefinition, 'name' | 'migrations'>;

/** A migrated database of its own, cloned from a template that is migrated once per set of services and migrations. */
export class TestDatabase {
  private constructor(
    readonly name: string,
    readonly admin: pg.Pool,
  ) {
    // Dropping the database ends idle connections; that is no failure of a test.
    admin.on('error', () => undefined);
  }

  static async create(services: Migratable[]): Promise<TestDatabase> {
    const server = new pg.Client({ connectionString: adminUrl() });
    await server.connect();
    try {
      await server.query(`select pg_advisory_lock(hashtext('kairos.test.template'))`);
      const template = await ensureTemplate(server, services);
      const name = `kairos_test_${randomBytes(6).toString('hex')}`;
      await server.query(`create database ${name} template ${template}`);
      return new TestDatabase(name, new pg.Pool({ connectionString: adminUrl(name), max: 3 }));
    } finally {
      await server.end();
    }
  }

  url(service: string, kind: keyof RolePasswords): string {
    return roleUrl(this.name, service, kind);
  }

  async drop(): Promise<void> {
    if (!this.name.includes('test')) throw new Error('Only a test database is dropped.');
    await this.admin.end();
    const server = new pg.Client({ connectionString: adminUrl() });
    await server.connect();
    await server.query(`drop database if exists ${this.name} with (force)`);
    await server.end();
  }
}

async function ensureTemplate(server: pg.Client, services: Migratable[]): Promise<string> {
  const sources = services.flatMap((service) => migrationsOf(service.name, service.migrations));
  const template = `kairos_test_template_${createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 12)}`;
  const { rowCount } = await server.query('select from pg_database where datname = $1', [template]);
  if (rowCount) return template;
  const building = `${template}_building`;
  await server.query(`drop database if exists ${building} with (force)`);
  await server.query(`create database ${building}`);
  for (const service of services) {
    await provisionService(adminUrl(building), service.name, rolePasswords(service.name));
    await migrateService(service, { DATABASE_OWNER_URL: roleUrl(building, service.name, 'owner') });
  }
  await server.query(`alter database ${building} rename to ${template}`);
  return template;
}
