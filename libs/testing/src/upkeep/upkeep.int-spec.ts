import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { ServiceHealthView } from '@kairos/contracts';
import { eventually } from '../eventually.ts';
import { TestDatabase } from '../test-database.ts';
import { TestService } from '../test-service.ts';
import { tidying, tidyService } from './sample-service.ts';

const tenants: string[] = [randomUUID(), randomUUID(), randomUUID()].sort();
const running: TestService[] = [];
let database: TestDatabase;

const query = async <R extends object>(text: string, values: unknown[] = []) => (await database.admin.query<R>(text, values)).rows;
const waiting = () => query<{ attempts: number; locked_by: string | null }>('select attempts, locked_by from assets_jobs.jobs');

async function start(): Promise<TestService> {
  const service = await TestService.start(tidyService, { database, environment: { DATABASE_JOBS_URL: database.url('assets', 'jobs') } });
  running.push(service);
  return service;
}

/** Every tick of the last hours fell into a time without a process. */
async function missTicks(): Promise<void> {
  const before = `now() - interval '5 hours'`;
  await query('delete from assets_jobs.upkeep_done');
  await query(`update assets_jobs._private_known_crontabs set known_since = ${before}, last_execution = ${before}`);
}

beforeAll(async () => {
  database = await TestDatabase.create([tidyService]);
  for (const tenant of tenants) await query('insert into assets.known_tenant (tenant_id) values ($1)', [tenant]);
  await start();
  await eventually(() => query(`select to_regclass('assets_jobs._private_known_crontabs') as known`), ([row]) => (row as { known: string | null }).known !== null);
  await eventually(() => query('select from assets_jobs._private_known_crontabs'), (rows) => rows.length === 1);
  await stopAll();
});
async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((service) => service.stop()));
}
afterEach(stopAll);
afterAll(async () => {
  await stopAll();
  await database?.drop();
});

it('what was due while nothing ran is done once by two replicas, for each tenant', async () => {
  const tended: string[] = [];
  tidying.of = async (tenantId) => void tended.push(tenantId);
  await missTicks();
  await Promise.all([start(), start()]);
  await eventually(async () => tended.length, (count) => count >= tenants.length, 20_000);
  await eventually(waiting, (jobs) => jobs.length === 0);
  expect(tended.sort()).toEqual(tenants);
});

it('a tenant that fails leaves the others their turn; administrators see that it will be tried again', async () => {
  const tended: string[] = [];
  tidying.of = async (tenantId) => {
    if (tenantId === tenants[0]) throw new Error('cannot');
    tended.push(tenantId);
  };
  await missTicks();
  const service = await start();
  await eventually(async () => tended.length, (count) => count >= 2, 20_000);
  const admin = await service.signIn(['platform.health.read']);
  const told = async () => ((await admin.api.get('/healthz/details').expect(200)).body as ServiceHealthView).upkeep;
  // It is tried again a few seconds after each failure, and runs then.
  expect(await eventually(told, (upkeep) => upkeep?.[0]?.failing === true && !upkeep[0].running, 20_000)).toEqual([{ name: 'tidy', lastDueAt: expect.stringMatching(/Z$/), lastDoneAt: null, running: false, failing: true }]);
  expect(new Set(tended.filter((id) => tenants.includes(id)))).toEqual(new Set(tenants.slice(1)));
});

it('a process that stops leaves the rest to the next, which goes on', async () => {
  await query('delete from assets_jobs._private_jobs');
  const seen: string[] = [];
  tidying.of = (tenantId, signal) => new Promise((resolve) => {
    seen.push(tenantId);
    signal.addEventListener('abort', () => resolve());
  });
  await missTicks();
  await start();
  await eventually(async () => seen.length, (count) => count === 1, 20_000);
  await stopAll();
  expect(seen).toHaveLength(1);
  tidying.of = async (tenantId) => void seen.push(tenantId);
  await start();
  await eventually(async () => seen.length, (count) => count > tenants.length, 20_000);
});

it('a job that has had its turn gives way, and goes on with the next tenant in another', async () => {
  await query('delete from assets_jobs._private_jobs');
  const seen: string[] = [];
  tidying.of = (tenantId, _signal, turn) => new Promise((resolve) => {
    seen.push(tenantId);
    turn?.addEventListener('abort', () => resolve());
  });
  await missTicks();
  await start();
  const done = () => query('select from assets_jobs.upkeep_done');
  await eventually(done, (rows) => rows.length > 0, 20_000);
  expect(seen).toHaveLength(1);
  tidying.of = async (tenantId) => void seen.push(tenantId);
  await query(`select assets_jobs.add_job('tidy')`);
  const [first, ...others] = (await query<{ id: string }>('select tenant_id as id from assets.known_tenant order by 1')).map(({ id }) => id);
  await eventually(async () => seen.length, (count) => count > others.length + 1, 20_000);
  expect(seen).toEqual([first, ...others, first]);
});

it('the job of a killed process is freed; one whose turn somebody holds is not', async () => {
  await query('delete from assets_jobs._private_jobs');
  const tended: string[] = [];
  tidying.of = async (tenantId) => void tended.push(tenantId);
  await query(`select assets_jobs.add_job('tidy')`);
  await query(`update assets_jobs._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'a worker that was killed', attempts = 1`);
  const holder = await database.admin.connect();
  await holder.query(`select pg_advisory_lock(hashtext('assets_jobs'), hashtext('tidy'))`);
  await start();
  const asked = () => query(`select from pg_stat_activity where application_name = 'assets-jobs' and query like '%pg_try_advisory_lock%'`);
  await eventually(asked, (rows) => rows.length > 0, 20_000);
  expect(tended).toEqual([]);
  expect(await waiting()).toMatchObject([{ locked_by: 'a worker that was killed' }]);
  holder.release(true);
  await eventually(async () => tended.length, (count) => count >= tenants.length, 20_000);
});

it('a job whose end cannot be told ends no process: it is told later, and what was done is not done again', async () => {
  await query('delete from assets_jobs._private_jobs');
  const tended: string[] = [];
  tidying.of = async (tenantId) => void tended.push(tenantId);
  await query(`create function assets_jobs.refuse_deletion() returns trigger language plpgsql as 'begin perform nextval(''assets_jobs.refusals''); raise exception ''no''; end'; create sequence assets_jobs.refusals; grant all on sequence assets_jobs.refusals to public`);
  await query('create trigger refuse before delete on assets_jobs._private_jobs for each row execute function assets_jobs.refuse_deletion()');
  await missTicks();
  await start();
  const refused = () => query<{ is_called: boolean }>('select is_called from assets_jobs.refusals');
  await eventually(refused, ([row]) => row?.is_called === true, 20_000);
  await query('drop trigger refuse on assets_jobs._private_jobs');
  // What a later tick took the place of is left with all its attempts used.
  await eventually(waiting, (jobs) => jobs.every(({ attempts }) => attempts === 10), 40_000);
  expect(tended.filter((id) => tenants.includes(id)).sort()).toEqual(tenants);
}, 70_000);
