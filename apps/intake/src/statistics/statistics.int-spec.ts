import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ImportStatisticsView, ImportTrendsView, IntakeHealthView, IntakeQuotaView, OwnStatisticsView, RecipeUsesView } from '@kairos/contracts';
import { tellTerms, type Caller } from '@kairos/testing';
import { importAll, TestIntake, uploadFile } from '../test/intake-service.builder.ts';

let intake: TestIntake;
let owner: Caller;
let limited: Caller;

const sql = (text: string, values: unknown[] = []) => intake.service.database.admin.query(text, values);
async function ask<T>(caller: Caller, what: string): Promise<T> {
  return (await caller.api.get(`/api/v1/intake/statistics/${what}`).expect(200)).body as T;
}

beforeAll(async () => {
  intake = await TestIntake.start();
  owner = await intake.readyOperator();
  limited = await intake.service.signIn(['intake.*', 'assets.plant.import'], { tenantId: owner.tenantId, rowScope: { plants: [] } });
  await importAll(owner, 'code,name,type,power\nST-A,Alfa,PV,1\nST-B,Beta,PV,2\nST-C,Gamma,PV,much\n', 'test-plants');
  await importAll(owner, 'code,name,type,power\nST-D,Delta,PV,1\n', 'test-plants', 'plan');
  await importAll(limited, 'code,name,type,power\nST-E,Eta,PV,none\n', 'test-plants');
});
afterAll(() => intake?.stop());

it('imports are counted as a whole and by what they have in common, with their rows, error rate and time', async () => {
  const { all, byMode, byStatus, byTarget, byRecipe } = await ask<ImportStatisticsView>(owner, 'import-jobs');
  expect(all).toMatchObject({ jobs: 3, rows: { read: 5, created: 3, rejected: 2 }, errorRate: 0.4, meanSeconds: expect.any(Number), p95Seconds: expect.any(Number) });
  expect(byMode.map(({ of, jobs, rows }) => [of, jobs, rows.read])).toEqual([['apply', 2, 4], ['plan', 1, 1]]);
  expect(byStatus.map(({ of, jobs }) => [of, jobs])).toEqual([['completed', 3]]);
  expect(byTarget.map(({ of, jobs }) => [of, jobs])).toEqual([['assets.plants', 3]]);
  expect(byRecipe.map(({ of, jobs }) => [of, jobs])).toEqual([['test-plants', 3]]);
  await owner.api.get('/api/v1/intake/statistics/import-jobs?days=0').expect(400);
});

it('who sees their own imports alone is told figures of these alone; other tenants are told nothing', async () => {
  expect((await ask<ImportStatisticsView>(limited, 'import-jobs')).all).toMatchObject({ jobs: 1, rows: { read: 1, rejected: 1 }, errorRate: 1 });
  const { items } = await ask<ImportTrendsView>(limited, 'trends?days=2');
  expect(items.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(1);
  expect((await ask<RecipeUsesView>(limited, 'recipes')).items).toMatchObject([{ uses: 1 }]);
  expect((await ask<IntakeHealthView>(limited, 'health')).lastDay.jobs).toBe(1);
  expect(await ask<IntakeQuotaView>(limited, 'quota')).toMatchObject({ files: 1 });
  const stranger = await intake.service.signIn(['intake.statistics.read']);
  expect((await ask<ImportStatisticsView>(stranger, 'import-jobs')).all).toMatchObject({ jobs: 0, errorRate: 0, meanSeconds: null });
  const powerless = await intake.service.signIn(['intake.import-job.read']);
  await powerless.api.get('/api/v1/intake/statistics/mine').expect(403);
});

it('everybody has figures of their own', async () => {
  expect(await ask<OwnStatisticsView>(owner, 'mine')).toMatchObject({ total: 2, completed: 2, failed: 0, active: 0, today: 2, records: 2, connectors: 0, recipes: 1, files: 2 });
});

it('days are those of the tenant’s time zone, each there once, with or without an import', async () => {
  await tellTerms(intake.service.database, 'intake', owner.tenantId, { timeZone: 'Pacific/Kiritimati' });
  await sql(`update intake.import_job set created_at = (date_trunc('day', now() at time zone 'Pacific/Kiritimati') - interval '1 minute') at time zone 'Pacific/Kiritimati' where mode = 'plan'`);
  const { timeZone, items } = await ask<ImportTrendsView>(owner, 'trends?days=3');
  expect([timeZone, items.map(({ jobs }) => jobs)]).toEqual(['Pacific/Kiritimati', [0, 1, 2]]);
  expect(items[2]).toMatchObject({ completed: 2, failed: 0, rowsRead: 4, rowsRejected: 2 });
  expect((await ask<ImportTrendsView>(owner, 'trends')).items).toHaveLength(30);
});

it('a recipe is the more popular the more it is used and the younger it is: ten uses less twenty days are eight', async () => {
  await sql(`update intake.recipe set created_at = now() - interval '20 days 1 hour' where tenant_id = $1`, [owner.tenantId]);
  const [{ rows: [file] }] = [await sql('select source_file_id, membership_id from intake.import_job where tenant_id = $1 limit 1', [owner.tenantId])];
  for (let use = 3; use < 10; use += 1) {
    await owner.api.post('/api/v1/intake/import-jobs', { sourceFileId: file.source_file_id, recipe: { name: 'test-plants' }, mode: 'plan', startAt: '2999-01-01T00:00:00.000Z' }).expect(202);
  }
  expect((await ask<RecipeUsesView>(owner, 'recipes')).items).toMatchObject([{ name: 'test-plants', uses: 10, ageDays: 20, popularity: 8 }]);
  expect(await ask<IntakeHealthView>(owner, 'health')).toMatchObject({ active: 0, waiting: 7, oldestWaitingSince: expect.stringMatching(/Z$/), alarms: [] });
});

it('what is used is told beside what there may be', async () => {
  const before = await ask<IntakeQuotaView>(owner, 'quota');
  const { byteSize } = await uploadFile(owner, 'code,name\nQ,Quota\n');
  await tellTerms(intake.service.database, 'intake', owner.tenantId, { limits: { users: null, plants: null, storageGb: 2, apiCallsPerHour: null } });
  expect(await ask<IntakeQuotaView>(owner, 'quota')).toEqual({
    storage: { bytes: before.storage.bytes + byteSize, limitBytes: 2_000_000_000 }, files: 4, runningJobs: { count: 0, limit: 4 }, largestUploadBytes: 50 * 1024 * 1024,
  });
});
