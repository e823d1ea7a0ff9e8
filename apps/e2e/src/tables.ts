import type pg from 'pg';

export type Table = { schema: string; name: string; tenantColumn: boolean; forced: boolean; policies: number };

/** Every table of the services' schemas, as the Postgres catalogue knows it. */
export async function tablesOf(admin: pg.Pool, schemas: string[]): Promise<Table[]> {
  const { rows } = await admin.query<Table>(
    `select n.nspname as schema, c.relname as name,
       exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as "tenantColumn",
       c.relrowsecurity and c.relforcerowsecurity as forced,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  return rows;
}

/** Rids a table of a test database of the checks, and the triggers that look for other rows, that a made-up row would break. */
export async function dropChecks(admin: pg.Pool, table: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(`select conname as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')`, [table]);
  for (const { name } of rows) await admin.query(`alter table ${table} drop constraint ${JSON.stringify(name)} cascade`);
  const { rows: triggers } = await admin.query<{ name: string }>(`select tgname as name from pg_trigger where tgrelid = $1::regclass and not tgisinternal and tgname <> 'tenant_may_write'`, [table]);
  for (const { name } of triggers) await admin.query(`alter table ${table} disable trigger ${JSON.stringify(name)}`);
}

const samples: Record<string, string> = {
  uuid: 'gen_random_uuid()', text: `md5(random()::text)`, varchar: `left(md5(random()::text), 2)`, bpchar: `'x'`, citext: `md5(random()::text)`, int2: '1', int4: '1', int8: '1', numeric: '1', bool: 'true',
  timestamptz: 'now()', timestamp: 'localtimestamp', date: 'current_date', jsonb: `'{}'`, json: `'{}'`, bytea: `'\\x00'`, inet: `'127.0.0.1'`, _text: `'{}'`, _uuid: `'{}'`, _int4: `'{}'`, interval: `'1 day'`, time: `'12:00'`, tsvector: `''`,
};

/** SQL that inserts a made-up row of one tenant: a value by type for every column that needs one. */
export async function insertOf(admin: pg.Pool, table: string, tenantId: string): Promise<string> {
  const { rows } = await admin.query<{ name: string; type: string }>(
    `select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = '' and (a.attnotnull or a.attname = 'tenant_id')`,
    [table],
  );
  const values = rows.map(({ name, type }) => {
    if (name === 'tenant_id') return `'${tenantId}'`;
    const sample = samples[type];
    if (!sample) throw new Error(`No sample for type ${type} of ${table}.${name}: add one.`);
    return sample;
  });
  return `insert into ${table} (${rows.map(({ name }) => JSON.stringify(name)).join(', ')}) values (${values.join(', ')})`;
}
