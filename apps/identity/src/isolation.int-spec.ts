import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firstRun } from './found-tenant.ts';
import { globalTables } from './global-tables.ts';
import { IdentityBuilder } from './test/identity.builder.ts';

let identity: IdentityBuilder;
const admin = () => identity.service.database.admin;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
});
afterAll(() => identity?.stop());

/** Tables of the platform that belong to no tenant; its own tests answer for them. */
const platformTables = ['schema_migration', 'known_tenant', 'access_beat'];

describe('identity’s tables', () => {
  it('carry a forced tenant policy, or show no more than the tables behind them, or are listed with a reason', async () => {
    const { rows } = await admin().query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'identity'::regnamespace and relkind in ('r', 'p', 'v', 'm')
         and not (relrowsecurity and relforcerowsecurity) and not coalesce(reloptions @> '{security_invoker=true}', false) order by 1`,
    );
    expect(rows.map(({ name }) => name).filter((name) => !platformTables.includes(name))).toEqual(Object.keys(globalTables).sort());
  });

  it('that are listed give the app role no right, but to the people of its own tenant', async () => {
    const { rows } = await admin().query(
      `select table_name, privilege_type from information_schema.role_table_grants where grantee in ('identity_app', 'identity_reader', 'identity_relay', 'PUBLIC') and table_name = any($1)`,
      [Object.keys(globalTables)],
    );
    expect(rows).toEqual([{ table_name: 'tenant_user', privilege_type: 'SELECT' }]);
  });

  it('show people to their own tenant alone', async () => {
    const other = await identity.foundTenant('Other', 'other@example.org');
    const emails = (tenantId: string) => identity.service.asTenant(tenantId, () => identity.service.em.execute<{ email: string }[]>('select email from tenant_user'));
    expect(await emails(identity.first.tenantId)).toEqual([{ email: identity.first.email }]);
    expect(await emails(other.tenantId)).toEqual([{ email: 'other@example.org' }]);
    expect(await identity.service.em.fork().execute('select email from tenant_user')).toEqual([]);
    await expect(identity.service.em.fork().execute('select password_hash from tenant_user')).rejects.toThrow(/does not exist/);
  });
});

describe('functions that run as the owner', () => {
  it('fix their search path and are closed to everybody but the app role', async () => {
    const { rows } = await admin().query<{ name: string; config: string[] | null; open: boolean }>(
      `select proname as name, proconfig as config, has_function_privilege('public', oid, 'execute') or has_function_privilege('identity_reader', oid, 'execute') as open
       from pg_proc where pronamespace = 'identity'::regnamespace and prosecdef`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { name, config, open } of rows) expect({ name, config, open }).toEqual({ name, config: ['search_path=identity, pg_temp'], open: false });
  });
});

describe('the first run', () => {
  it('founds one tenant, however often and however many at once', async () => {
    const environment = { DATABASE_URL: identity.service.database.url('identity', 'app') };
    const again = await Promise.all([firstRun(environment), firstRun(environment)]);
    expect(again).toEqual([0, 1].map(() => ({ created: false, tenantId: identity.first.tenantId, email: null, oneTimePassword: null })));
  });

  it('gives a one-time password of at least 20 characters and tells of the administrator’s access', async () => {
    expect(identity.first.password.length).toBeGreaterThanOrEqual(20);
    const [event] = (await identity.service.outbox('identity.access.changed.v1')).filter(({ tenantid }) => tenantid === identity.first.tenantId);
    expect(event).toMatchObject({ data: { active: true, roles: ['kronos/Admin'], authzVersion: 1 } });
  });
});
