import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { closedTables, globalTables, serviceNames, writableWhenReadOnly } from '@kairos/contracts';
import { TestDatabase } from '@kairos/testing';
import { everyService } from './services.ts';
import { dropChecks, insertOf, tablesOf, type Table } from './tables.ts';

const [ours, theirs] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let tables: Table[];

beforeAll(async () => {
  database = await TestDatabase.create(everyService);
  tables = await tablesOf(database.admin, serviceNames);
}, 60_000);
afterAll(() => database?.drop());

const isListed = ({ schema, name }: Table) => `*.${name}` in globalTables || `${schema}.${name}` in globalTables;

/** Runs one statement as the service's app role in a transaction of one tenant, or of none. */
async function asApp(client: pg.Client, tenantId: string | null, sql: string): Promise<pg.QueryResult> {
  await client.query('begin');
  try {
    if (tenantId) await client.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
    return await client.query(sql);
  } finally {
    await client.query('rollback');
  }
}

describe('every table of every service', () => {
  it('has forced row-level security and a policy, or a reason not to', () => {
    expect(tables.length).toBeGreaterThan(20);
    const unprotected = tables.filter((table) => !isListed(table) && !(table.forced && table.policies > 0));
    expect(unprotected.map(({ schema, name }) => `${schema}.${name}`)).toEqual([]);
    const listed = Object.keys(globalTables).filter((entry) => !tables.some(({ schema, name }) => entry === `*.${name}` || entry === `${schema}.${name}`));
    expect(listed).toEqual([]);
  });

  it.each(serviceNames)('of %s shows a tenant its own rows, another tenant and no tenant none, and takes no row for another', async (service) => {
    const client = new pg.Client({ connectionString: database.url(service, 'app') });
    await client.connect();
    const seen: string[] = [];
    for (const { schema, name } of tables.filter((table) => table.schema === service && table.tenantColumn && !isListed(table))) {
      const table = `${schema}.${JSON.stringify(name)}`;
      await dropChecks(database.admin, table);
      await database.admin.query(await insertOf(database.admin, table, ours));
      await expect(asApp(client, theirs, await insertOf(database.admin, table, ours))).rejects.toThrow(/row-level security|permission denied/);
      const { rows } = await client.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [table, 'select']);
      if (!rows[0]?.may) continue;
      seen.push(name);
      const count = async (tenantId: string | null) => (await asApp(client, tenantId, `select from ${table}`)).rowCount;
      expect([name, await count(ours), await count(theirs), await count(null)]).toEqual([name, 1, 0, 0]);
      const changed = await asApp(client, theirs, `update ${table} set tenant_id = tenant_id`).catch((error: Error) => error.message);
      expect([name, typeof changed === 'string' ? changed.startsWith('permission denied') : changed.rowCount]).toEqual([name, typeof changed === 'string' ? true : 0]);
    }
    await client.end();
    expect(seen.length).toBeGreaterThan(2);
  }, 60_000);

  it('that a tenant’s commands write is guarded when the tenant is read-only, or listed with the reason why not', async () => {
    const { rows } = await database.admin.query<{ table: string }>(`select tgrelid::regclass::text as table from pg_trigger where tgname = 'tenant_may_write' and tgenabled = 'O'`);
    const guarded = rows.map(({ table }) => table);
    const open = tables.filter((table) => table.tenantColumn && !isListed(table) && !guarded.includes(`${table.schema}.${table.name}`)).map(({ schema, name }) => ({ all: `*.${name}`, one: `${schema}.${name}` }));
    // Either `select guard_tenant_writes('<table>')` in its migration, or an entry in writableWhenReadOnly.
    expect(open.filter(({ all, one }) => !(all in writableWhenReadOnly) && !(one in writableWhenReadOnly)).map(({ one }) => one)).toEqual([]);
    expect(Object.keys(writableWhenReadOnly).filter((entry) => !open.some(({ all, one }) => entry === all || entry === one))).toEqual([]);
  });

  it('is out of reach for the roles of every other service', async () => {
    for (const service of serviceNames) {
      for (const kind of ['app', 'relay', 'reader', 'jobs'] as const) {
        const foreign = tables.filter((table) => kind === 'jobs' || table.schema !== service);
        const { rows } = await database.admin.query<{ table: string }>(
          `select t as table from unnest($2::text[]) t where has_table_privilege($1, t, 'select, insert, update, delete')`,
          [`${service}_${kind}`, foreign.map(({ schema, name }) => `${schema}.${JSON.stringify(name)}`)],
        );
        expect([service, kind, rows]).toEqual([service, kind, []]);
      }
    }
  });

  it('that holds people before their tenant is known is closed to the app role', async () => {
    for (const table of closedTables) {
      const { rows } = await database.admin.query(
        `select privilege from unnest(array['select', 'insert', 'update', 'delete']) privilege where has_table_privilege('identity_app', $1, privilege)`,
        [table.replace('.', '."') + '"'],
      );
      expect([table, rows]).toEqual([table, []]);
    }
  });

  it('is served by roles that own nothing, are no superuser and do not bypass row-level security', async () => {
    const { rows } = await database.admin.query(
      `select rolname from pg_roles where rolname ~ '^(${serviceNames.join('|')})_(owner|app|relay|reader|jobs)$' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    );
    expect(rows).toEqual([]);
    const owned = await database.admin.query(`select tablename from pg_tables where tableowner ~ '_(app|relay|reader)$'`);
    expect(owned.rows).toEqual([]);
  });
});
