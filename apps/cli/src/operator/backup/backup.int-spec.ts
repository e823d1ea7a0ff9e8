import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { serviceNames } from '@kairos/contracts';
import { adminUrl, TestDatabase } from '@kairos/testing';
import type { Migratable } from '../installation.ts';
import { Installation } from '../test/installation.builder.ts';
import { servicesWith, specimenRows, specimenTable } from '../test/specimens.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'kairos backup '));
const services = servicesWith(specimenTable, folder);
const file = join(folder, 'of today.kairos');
let installation: Installation;
let manifest: Manifest;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  installation = await Installation.start(services);
  await installation.registerPlants(4);
  await installation.kill();
  await installation.database.admin.query(specimenRows);
  manifest = await writeBackup(installation.operator, file);
}, 90_000);
afterAll(async () => {
  await installation?.stop();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await TestDatabase.create([]);
  databases.push(database);
  return database;
}

let number = 0;
async function restore(from: string, more: { services?: Migratable[]; approved?: boolean; home?: string } = {}): Promise<{ home: string; database: TestDatabase; restored: Manifest | undefined }> {
  const [database, home] = [await emptyDatabase(), more.home ?? join(folder, `home ${++number}`)];
  const environment = { DATABASE_ADMIN_URL: adminUrl(database.name) };
  const restored = await restoreBackup({ file: from, home, environment, services: more.services ?? services, approve: async () => more.approved ?? true });
  return { home, database, restored };
}

/** Each table's rows, whatever their order, as one digest; generated values included. */
async function contentsOf(admin: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) order by 1`, [serviceNames],
  );
  const entries = tables.map(async ({ name }) => {
    const { rows } = await admin.query<{ digest: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as digest from ${name} t`);
    return [name, rows[0]?.digest ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
const schemasIn = async ({ admin }: TestDatabase) => (await admin.query(`select from pg_namespace where nspname = any($1)`, [serviceNames])).rowCount;

describe('a backup', () => {
  it('is for its owner alone, and does not overwrite another', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(writeBackup(installation.operator, file)).rejects.toThrow('exists already');
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('names what it holds: every table with its rows, migrations, keys, secrets and stored files', () => {
    const assets = manifest.services.find(({ name }) => name === 'assets');
    expect(manifest.services.map(({ name }) => name)).toEqual(serviceNames);
    expect(assets?.tables.find(({ name }) => name === 'plant')?.rows).toBe(4);
    const last = readdirSync(new URL('../../../../assets/migrations/', import.meta.url)).sort().at(-1)?.replace('.sql', '');
    expect(assets?.migrations.slice(-2)).toEqual([`assets-${last}`, 'assets-9001_specimen']);
    expect(manifest.files.map(({ path }) => path)).toEqual(['secrets.json', 'keys/2026-01-01-test.pem', `files/${installation.tenantId}/ab/${'ab'.repeat(32)}`, `documents/${installation.tenantId}/cd/${'cd'.repeat(32)}`]);
  });

  it('is restored row for row, sequences, keys, secrets and files included', async () => {
    const { home, database } = await restore(file);
    expect(await contentsOf(database.admin)).toEqual(await contentsOf(installation.database.admin));
    const next = async (admin: pg.Pool) => (await admin.query(`insert into assets."Odd name" (tenant_id) values (gen_random_uuid()) returning id`)).rows;
    expect(await next(database.admin)).toEqual(await next(installation.database.admin));
    for (const { path } of manifest.files) {
      expect(readFileSync(join(home, path))).toEqual(readFileSync(join(installation.home, path)));
      expect(statSync(join(home, path)).mode & 0o777).toBe(0o600);
    }
    expect(existsSync(`${home}.restoring`)).toBe(false);
  });

  it('gives back to the relay what was published and not yet consumed, and nothing else', async () => {
    const { admin } = installation.database;
    await admin.query(`create table public.kept as select * from workflows.inbox_message where consumer = 'workflows-plant-obligations' limit 1`);
    await admin.query('delete from workflows.inbox_message where event_id in (select event_id from public.kept)');
    const underway = join(folder, 'underway.kairos');
    await writeBackup(installation.operator, underway);
    const { database } = await restore(underway);
    const { rows } = await database.admin.query<{ event_id: string }>('select event_id from assets.outbox_message where published_at is null');
    expect(rows).toEqual((await admin.query('select event_id from public.kept')).rows);
    await admin.query('insert into workflows.inbox_message select * from public.kept');
  });

  it('of an older version is brought forward', async () => {
    const newer = servicesWith({ ...specimenTable, '9002_grown': `alter table plant add column grown text not null default 'since'` }, folder);
    const { database } = await restore(file, { services: newer });
    expect((await database.admin.query('select distinct grown from assets.plant')).rows).toEqual([{ grown: 'since' }]);
    expect((await database.admin.query('select name from assets.schema_migration order by id desc limit 1')).rows).toEqual([{ name: 'assets-9002_grown' }]);
  });

  it('of an older version is brought forward too where the newer one added to what comes first', async () => {
    const newer = servicesWith({ ...specimenTable, '0000_before': 'create table earlier (id uuid)' }, folder);
    const { database } = await restore(file, { services: newer });
    expect((await database.admin.query(`select name from assets.schema_migration order by id desc limit 1`)).rows).toEqual([{ name: 'assets-0000_before' }]);
  });

  it('of a newer version is refused', async () => {
    const home = join(folder, 'refused');
    await expect(restore(file, { services: servicesWith({}, folder), home })).rejects.toThrow('assets has assets-9001_specimen. Nothing was restored.');
    expect([existsSync(home), existsSync(`${home}.restoring`)]).toEqual([false, false]);
  });

  it('is restored into an empty folder and an empty database only, and only when that is approved', async () => {
    const full = join(folder, 'full');
    mkdirSync(full);
    expect((await restore(file, { approved: false, home: full })).restored).toBeUndefined();
    writeFileSync(join(full, 'anything'), '');
    await expect(restore(file, { home: full })).rejects.toThrow('is not empty');
    const occupied = { file, home: join(folder, 'new'), environment: { DATABASE_ADMIN_URL: adminUrl(installation.database.name) }, services, approve: async () => true };
    await expect(restoreBackup(occupied)).rejects.toThrow('The database is not empty');
    expect(existsSync(occupied.home)).toBe(false);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a flipped bit', (bytes) => flip(bytes, Math.floor(bytes.length / 2))],
    ['a missing end', (bytes) => bytes.subarray(0, bytes.length - 2000)],
    ['a changed row', (bytes) => gzipSync(replaced(gunzipSync(bytes), 'Centrale n. 0', 'Centrale n. 9'))],
    ['a changed manifest', (bytes) => gzipSync(replaced(gunzipSync(bytes), '"rows": 4,', '"rows": 5,'))],
    ['another format', () => Buffer.from('no backup at all')],
  ])('with %s is refused, and leaves nothing behind', async (_, damage) => {
    const damaged = join(folder, 'damaged.kairos');
    writeFileSync(damaged, damage(readFileSync(file)));
    const home = join(folder, `never ${++number}`);
    await expect(restore(damaged, { home })).rejects.toThrow(/damaged|cannot be read|too early|took 4 rows of 5/);
    expect([existsSync(home), existsSync(`${home}.restoring`), await schemasIn(databases.at(-1) as TestDatabase)]).toEqual([false, false, 0]);
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy[at] ?? 0) ^ 1, at);
  return copy;
}

function replaced(archive: Buffer, from: string, to: string): Buffer {
  const at = archive.indexOf(from);
  if (at < 0) throw new Error(`The archive does not hold ${from}.`);
  return Buffer.concat([archive.subarray(0, at), Buffer.from(to), archive.subarray(at + from.length)]);
}
