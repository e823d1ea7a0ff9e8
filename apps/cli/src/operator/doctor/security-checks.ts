import { globalTables, serviceNames } from '@kairos/contracts';
import type { Check } from './check.ts';

const kinds = ['owner', 'app', 'relay', 'reader', 'jobs'];
const schemas = serviceNames.flatMap((service) => [service, `${service}_jobs`]);
const roles = serviceNames.flatMap((service) => kinds.map((kind) => `${service}_${kind}`));

export const rowLevelSecurity: Check = {
  name: 'tables are closed to other tenants',
  async run({ database }) {
    const { rows: tables } = await database.query<{ schema: string; name: string; forced: boolean; policies: number }>(
      `select n.nspname as schema, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1, 2`,
      [serviceNames],
    );
    const { rows: open } = await database.query<{ policy: string }>(
      `select format('%s.%s.%s', schemaname, tablename, policyname) as policy from pg_policies, unnest(roles) role
       where schemaname = any($1) and (qual = 'true' or with_check = 'true') and (role = 'public' or role::text ~ '_(app|reader)$')`,
      [serviceNames],
    );
    const unlisted = tables.filter(({ schema, name }) => !(`*.${name}` in globalTables) && !(`${schema}.${name}` in globalTables));
    const unprotected = unlisted.filter(({ forced, policies }) => !forced || policies === 0);
    return {
      counts: { tables: tables.length, protected: unlisted.length - unprotected.length, unprotected: unprotected.length },
      findings: [
        ...unprotected.map(({ schema, name, forced }) => `${schema}.${name} ${forced ? 'has no policy' : 'does not force row-level security'}`),
        ...open.map(({ policy }) => `policy ${policy} shows every tenant's rows`),
      ],
    };
  },
};

export const databaseRoles: Check = {
  name: 'database roles can do no more than they should',
  async run({ database }) {
    const { rows: known } = await database.query<{ name: string; dangerous: boolean }>(
      `select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as dangerous from pg_roles where rolname = any($1)`,
      [roles],
    );
    const { rows: owned } = await database.query<{ table: string; owner: string }>(
      `select format('%s.%s', schemaname, tablename) as table, tableowner as owner from pg_tables where schemaname = any($1) and tableowner <> schemaname || '_owner'`,
      [serviceNames],
    );
    const { rows: member } = await database.query<{ role: string; of: string }>(
      `select m.rolname as role, g.rolname as of from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid where m.rolname = any($1)`,
      [roles],
    );
    const { rows: foreign } = await database.query<{ role: string; schema: string }>(
      `select r as role, s as schema from unnest($1::text[]) r, unnest($2::text[]) s
       where to_regrole(r) is not null and to_regnamespace(s) is not null and r <> s and (r not like s || '\\_%' or r = s || '_jobs') and has_schema_privilege(r, s, 'usage')`,
      [roles, schemas],
    );
    const missing = roles.filter((role) => !known.some(({ name }) => name === role));
    return {
      counts: { roles: known.length },
      findings: [
        ...missing.map((role) => `role ${role} does not exist`),
        ...known.filter(({ dangerous }) => dangerous).map(({ name }) => `role ${name} is a superuser, bypasses row-level security, replicates or creates roles or databases`),
        ...owned.map(({ table, owner }) => `${table} belongs to ${owner}`),
        ...member.map(({ role, of }) => `role ${role} is a member of ${of}`),
        ...foreign.map(({ role, schema }) => `role ${role} reaches schema ${schema}`),
      ],
    };
  },
};
