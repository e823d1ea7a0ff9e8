import pg from 'pg';

export type RolePasswords = Record<'owner' | 'app' | 'relay' | 'reader' | 'jobs', string>;

/**
 * Creates or refreshes one service's schema and its roles: owner (migrations), app (requests), relay (outbox and inbox),
 * reader (reports), and jobs, whose only schema is that of the background jobs. None is a superuser, bypasses row-level
 * security or reaches another schema. Idempotent.
 *
 * @param adminUrl a connection that may create roles, to the database the service lives in
 */
export async function provisionService(adminUrl: string, service: string, passwords: RolePasswords): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(hashtext($1))', ['kairos.provision']);
    for (const [kind, password] of Object.entries(passwords)) await ensureRole(admin, service, kind, password);
    const { rows } = await admin.query<{ name: string }>('select current_database() as name');
    const database = admin.escapeIdentifier(rows[0]?.name ?? '');
    await admin.query(`revoke all on database ${database} from public`);
    await admin.query(`grant connect on database ${database} to ${Object.keys(passwords).map((kind) => `${service}_${kind}`).join(', ')}`);
    await admin.query(`grant ${service}_owner to current_user`);
    // Trigrams, for names that are nearly right. A schema of its own: a service's holds nothing that is not its own.
    await admin.query('create schema if not exists extensions');
    await admin.query('create extension if not exists pg_trgm schema extensions');
    await admin.query(`grant usage on schema extensions to ${service}_owner, ${service}_app, ${service}_reader`);
    await admin.query(`create schema if not exists ${service} authorization ${service}_owner`);
    await admin.query(`grant usage on schema ${service} to ${service}_app, ${service}_relay, ${service}_reader`);
    await makeRoomForJobs(admin, service);
  } finally {
    await admin.end();
  }
}

/**
 * The schema that graphile-worker fills with its own tables when it first starts. It belongs to the role that works with them: they
 * have row-level security without a policy, which binds everybody but their owner. graphile-worker would make the schema itself, which
 * needs rights on the whole database, unless it finds its table of migrations.
 */
async function makeRoomForJobs(admin: pg.Client, service: string): Promise<void> {
  const schema = `${service}_jobs`;
  await admin.query(`grant ${schema} to current_user`);
  await admin.query(`create schema if not exists ${schema} authorization ${schema}`);
  const { rowCount } = await admin.query('select from pg_tables where schemaname = $1 and tablename = $2', [schema, 'upkeep_done']);
  if (rowCount) return;
  await admin.query(`create table if not exists ${schema}.migrations (id integer primary key, ts timestamptz not null default now(), breaking boolean not null default false)`);
  // Our own: since when each kind of upkeep is done for everybody, so that several ticks which nobody came to are one.
  await admin.query(`create table if not exists ${schema}.upkeep_done (name text primary key, started_at timestamptz not null, ended_at timestamptz not null)`);
  for (const table of ['migrations', 'upkeep_done']) await admin.query(`alter table ${schema}.${table} owner to ${schema}`);
}

async function ensureRole(admin: pg.Client, service: string, kind: string, password: string): Promise<void> {
  const role = `${service}_${kind}`;
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await admin.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${admin.escapeLiteral(password)}`);
  await admin.query(`alter role ${role} set search_path = ${kind === 'jobs' ? role : service}`);
  if (kind === 'app') await admin.query(`alter role ${role} set idle_in_transaction_session_timeout = '60s'`);
}
