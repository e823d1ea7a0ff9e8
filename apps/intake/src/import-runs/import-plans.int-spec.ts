import { randomBytes, randomUUID } from 'node:crypto';
import { truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { effectiveSettings, type ImportJobView, type RowResultView, type SettingValues } from '@kairos/contracts';
import { ApiClient, eventually, tellTerms, type Caller } from '@kairos/testing';
import { importAll, jobEnd, readJob, startJob, TestIntake, uploadFile } from '../test/intake-service.builder.ts';
import { newPlantRecipe } from '../test/recipe.builder.ts';
import { ImportLeases } from '../import-jobs/import-leases.repository.ts';

const jobs = '/api/v1/intake/import-jobs';
const header = 'code,name,type,power\n';
let intake: TestIntake;
let planner: Caller;

beforeAll(async () => {
  intake = await TestIntake.start();
  planner = await intake.readyOperator();
});
afterAll(() => intake?.stop());
afterEach(() => void (intake.target.before = () => undefined));

const tell = ({ tenantId }: Caller, settings: SettingValues) => tellTerms(intake.service.database, 'intake', tenantId, { settings: effectiveSettings(settings, {}) });
const colleague = (permissions: Parameters<TestIntake['service']['signIn']>[0] = ['intake.*']) => intake.service.signIn(permissions, { tenantId: planner.tenantId });
const approve = (caller: Caller, { id }: Pick<ImportJobView, 'id'>) => caller.api.post(`${jobs}/${id}/approve`);
const rowsOf = async (caller: Caller, { id }: Pick<ImportJobView, 'id'>, query = '') => ((await caller.api.get(`${jobs}/${id}/rows${query}`).expect(200)).body as { items: RowResultView[] }).items;
const job = async (caller: Caller, more: object) => (await caller.api.post(jobs, { recipe: { name: 'test-plants' }, mode: 'plan', ...more }).expect(202)).body as ImportJobView;

describe('a plan', () => {
  it('says of each row what it would change, and what all of it amounts to', async () => {
    await importAll(planner, `${header}PA1,Uno,PV,1\n`, 'test-plants');
    const plan = await importAll(planner, `${header}PA1,Uno,PV,2\nPA2,Due,PV,1\n`, 'test-plants', 'plan');
    expect(plan.impact).toEqual([{ group: 'all', created: 1, updated: 1, measure: 'capacityKw', added: '0.5', changed: '-1' }]);
    expect((await rowsOf(planner, plan)).map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ['updated', [{ field: 'capacityKw', before: '1', after: '2' }]],
      ['created', []],
    ]);
  });

  it('is applied once it is approved: the very file and recipe, in the name of whoever planned it', async () => {
    const plan = await importAll(planner, `${header}PB1,Uno,PV,1\n`, 'test-plants', 'plan');
    const approver = await colleague();
    const applied = (await approve(approver, plan).expect(202)).body as ImportJobView;
    expect(applied).toMatchObject({ mode: 'apply', planJobId: plan.id, sourceFileId: plan.sourceFileId, recipe: plan.recipe, startedByUserId: planner.userId });
    expect(await jobEnd(planner, applied)).toMatchObject({ status: 'completed', divergentRows: 0, counts: { created: 1 } });
    expect(intake.target.tokenRequests.at(-1)?.body).toEqual({ membershipId: planner.membershipId });
    expect(await readJob(planner, plan.id)).toMatchObject({ status: 'completed', approval: { byUserId: approver.userId, applyJobId: applied.id } });
    const approved = (await intake.service.outbox('intake.import-job.approved.v1')).find(({ subject }) => subject === plan.id);
    expect(approved?.data).toMatchObject({ approvedByUserId: approver.userId, applyJobId: applied.id, phase: 'completed' });
  });

  it('is applied once however often and by however many it is approved at the same moment', async () => {
    const plan = await importAll(planner, `${header}PC1,Uno,PV,1\n`, 'test-plants', 'plan');
    const answers = await Promise.all([planner, await colleague(), planner].map((caller) => approve(caller, plan)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'plan-already-approved' });
  });

  it('tells which rows came out otherwise than planned, because the target changed in between', async () => {
    const plan = await importAll(planner, `${header}PD1,Uno,PV,1\nPD2,Due,PV,1\nPD3,Tre,PV,1\n`, 'test-plants', 'plan');
    await importAll(planner, `${header}PD2,Due,PV,1\n`, 'test-plants');
    const applied = await jobEnd(planner, (await approve(planner, plan).expect(202)).body as ImportJobView);
    expect(applied).toMatchObject({ counts: { created: 2, unchanged: 1 }, divergentRows: 1 });
    expect((await rowsOf(planner, applied, '?divergent=true')).map(({ row, outcome, planned }) => [row, outcome, planned])).toEqual([[2, 'unchanged', 'created']]);
  });

  it('of a file whose end was lost tells of every whole chunk before, as an import does', async () => {
    const rows = Array.from({ length: 950 }, (_, at) => `PZ${at},${randomBytes(90).toString('hex')},PV,1\n`).join('');
    const packed = gzipSync(`${header}${rows}`);
    const file = await uploadFile(planner, packed);
    await truncate(intake.pathOf(planner, file), packed.length - 100);
    for (const mode of ['plan', 'apply'] as const) {
      expect(await jobEnd(planner, await job(planner, { sourceFileId: file.id, mode }))).toMatchObject({ status: 'failed', failure: { code: 'broken-gzip' }, counts: { read: 500, created: 500 } });
    }
  });

  it('of a file whose end was lost waits for a target that is away before it says so', async () => {
    const rows = Array.from({ length: 950 }, (_, at) => `PY${at},${randomBytes(90).toString('hex')},PV,1\n`).join('');
    const packed = gzipSync(`${header}${rows}`);
    const file = await uploadFile(planner, packed);
    await truncate(intake.pathOf(planner, file), packed.length - 100);
    let away = 1;
    intake.target.before = () => (away-- > 0 ? { status: 503, body: {} } : undefined);
    expect(await jobEnd(planner, await job(planner, { sourceFileId: file.id, mode: 'apply' }))).toMatchObject({ status: 'failed', failure: { code: 'broken-gzip' }, counts: { read: 500, created: 500 } });
  });

  it('ends at the first row that its recipe stops at, as an import does, whatever the chunk behind holds', async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => `PX${at},Impianto,${at === 300 || at === 700 ? 'Coal' : 'PV'},1\n`).join('');
    await planner.api.post('/api/v1/intake/recipes', { ...newPlantRecipe(), name: 'stops', onError: { action: 'stop', afterRows: 100 } }).expect(201);
    for (const mode of ['plan', 'apply'] as const) {
      expect(await importAll(planner, `${header}${rows}`, 'stops', mode)).toMatchObject({ status: 'failed', failure: { code: 'stopped-at-error', line: 302 }, counts: { read: 0 }, rowsInDoubt: false });
    }
  });

  it('is approved by those who may, and only a plan is', async () => {
    const plan = await importAll(planner, `${header}PE1,Uno,PV,1\n`, 'test-plants', 'plan');
    await approve(await colleague(['intake.import-job.read', 'intake.import-job.run']), plan).expect(403);
    await approve(await intake.operator(), plan).expect(404);
    const applied = await importAll(planner, `${header}PE1,Uno,PV,1\n`, 'test-plants');
    expect((await approve(planner, applied).expect(409)).body).toMatchObject({ code: 'import-job-is-no-plan' });
  });
});

describe('a tenant that wants approval', () => {
  it('by another: applies nothing at once, and takes no approval of whoever planned it', async () => {
    const owner = await intake.readyOperator();
    await tell(owner, { importApproval: 'other' });
    const { id: sourceFileId } = await uploadFile(owner, `${header}PF1,Uno,PV,1\n`);
    expect((await owner.api.post(jobs, { sourceFileId, recipe: { name: 'test-plants' }, mode: 'apply' }).expect(409)).body).toMatchObject({ code: 'approval-required' });
    const { id } = await job(owner, { sourceFileId });
    const plan = await eventually(() => readJob(owner, id), ({ status }) => status === 'awaiting-approval');
    expect((await approve(owner, plan).expect(403)).body).toMatchObject({ code: 'approval-needs-another' });
    expect((await owner.api.delete(`${jobs}/${plan.id}`).expect(409)).body).toMatchObject({ code: 'import-job-is-not-over' });
    const other = await intake.service.signIn(['intake.*'], { tenantId: owner.tenantId });
    expect(await jobEnd(owner, (await approve(other, plan).expect(202)).body as ImportJobView)).toMatchObject({ status: 'completed', counts: { created: 1 } });
  });

  it('turns a plan down by cancelling it', async () => {
    const owner = await intake.readyOperator();
    await tell(owner, { importApproval: 'own' });
    const { id: sourceFileId } = await uploadFile(owner, `${header}PG1,Uno,PV,1\n`);
    const plan = await job(owner, { sourceFileId });
    await eventually(() => readJob(owner, plan.id), ({ status }) => status === 'awaiting-approval');
    expect((await owner.api.post(`${jobs}/${plan.id}/cancel`).expect(202)).body).toMatchObject({ status: 'cancelled' });
    expect((await approve(owner, plan).expect(409)).body).toMatchObject({ code: 'import-job-status-not-reachable', detail: 'An import that is cancelled cannot become completed. It may become: undoing.' });
  });
});

describe('an import that waits', () => {
  it('for its time is scheduled until then, and can be cancelled', async () => {
    const { id: sourceFileId } = await uploadFile(planner, `${header}PH1,Uno,PV,1\n`);
    const later = await job(planner, { sourceFileId, startAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(later.status).toBe('scheduled');
    const soon = await job(planner, { sourceFileId, startAt: new Date(Date.now() + 700).toISOString() });
    const done = await jobEnd(planner, soon);
    expect(Date.parse(done.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(soon.startAt ?? ''));
    expect((await readJob(planner, later.id)).status).toBe('scheduled');
    expect((await planner.api.post(`${jobs}/${later.id}/cancel`).expect(202)).body).toMatchObject({ status: 'cancelled' });
  });

  it('for another begins when that ends as asked, and fails when it never will', async () => {
    const gate = Promise.withResolvers<undefined>();
    intake.target.before = () => gate.promise;
    const { id: sourceFileId } = await uploadFile(planner, `${header}PI1,Uno,PV,1\n`);
    const first = await job(planner, { sourceFileId });
    const after = (outcome: string) => job(planner, { sourceFileId, after: { importJobId: first.id, outcome } });
    const [success, completion, failure] = [await after('success'), await after('completion'), await after('failure')];
    const behind = await job(planner, { sourceFileId, after: { importJobId: failure.id, outcome: 'success' } });
    await eventually(() => readJob(planner, first.id), ({ status }) => status === 'running');
    expect((await readJob(planner, success.id)).status).toBe('queued');
    gate.resolve(undefined);
    for (const waiting of [success, completion]) expect((await jobEnd(planner, waiting)).status).toBe('completed');
    expect(await jobEnd(planner, failure)).toMatchObject({ status: 'failed', failure: { code: 'dependency-not-met' } });
    expect((await readJob(planner, behind.id)).status).toBe('queued');
    const ask = (more: object) => planner.api.post(jobs, { recipe: { name: 'test-plants' }, mode: 'plan', sourceFileId, ...more }).expect(422);
    expect((await ask({ after: { importJobId: first.id, outcome: 'failure' } })).body).toMatchObject({ code: 'dependency-not-met' });
    expect((await ask({ after: { importJobId: randomUUID(), outcome: 'success' } })).body).toMatchObject({ code: 'import-job-not-found' });
    await planner.api.post(`${jobs}/${behind.id}/cancel`).expect(202);
  });

  it('for another that failed and is then deleted waits no longer, and what became free by it goes on', async () => {
    intake.target.before = () => ({ status: 403, body: { detail: 'no' } });
    const first = await importAll(planner, `${header}PM1,Uno,PV,1\n`, 'test-plants', 'plan');
    expect(first.status).toBe('failed');
    intake.target.before = () => undefined;
    const { sourceFileId } = first;
    const waits = await job(planner, { sourceFileId, after: { importJobId: first.id, outcome: 'success' } });
    const behind = await job(planner, { sourceFileId, after: { importJobId: waits.id, outcome: 'failure' } });
    const free = await job(planner, { sourceFileId, startAt: new Date(Date.now() + 3_600_000).toISOString(), after: { importJobId: first.id, outcome: 'completion' } });
    await planner.api.delete(`${jobs}/${first.id}`).expect(204);
    expect(await jobEnd(planner, waits)).toMatchObject({ status: 'failed', failure: { code: 'dependency-not-met', detail: 'the import it waited for was deleted' } });
    expect((await jobEnd(planner, behind)).status).toBe('completed');
    expect((await readJob(planner, free.id)).status).toBe('scheduled');
    await planner.api.post(`${jobs}/${free.id}/cancel`).expect(202);
  });

  it('for its target says that it is retrying', async () => {
    intake.target.before = () => ({ status: 503, body: {} });
    const resting = await startJob(planner, `${header}PJ1,Uno,PV,1\n`, 'test-plants');
    await eventually(() => readJob(planner, resting.id), ({ status }) => status === 'retrying');
    intake.target.before = () => undefined;
    expect((await jobEnd(planner, resting)).status).toBe('completed');
  });
});

describe('an import that is over', () => {
  it('is deleted with its rows by those who may; what it imported stays', async () => {
    const done = await importAll(planner, `${header}PK1,Uno,PV,1\n`, 'test-plants');
    await (await colleague(['intake.import-job.run', 'intake.import-job.read'])).api.delete(`${jobs}/${done.id}`).expect(403);
    await planner.api.delete(`${jobs}/${done.id}`).expect(204);
    await planner.api.get(`${jobs}/${done.id}`).expect(404);
    expect(await intake.storedRows(done)).toEqual({ rows: 0, distinct: 0 });
    expect(intake.target.records.has('PK1')).toBe(true);
    expect((await intake.service.outbox('intake.import-job.deleted.v1')).some(({ subject }) => subject === done.id)).toBe(true);
  });
});

describe('turns', () => {
  it('go round among tenants, however many jobs one has queued; a tenant’s own jobs by urgency, then age', async () => {
    const leases = intake.service.running.app.get(ImportLeases);
    const [many, few] = [randomUUID(), randomUUID()];
    const queue = (tenantId: string, count: number, priority: number) =>
      intake.service.database.admin.query(
        `insert into intake.import_job_lease (import_job_id, tenant_id, due_at, priority) select gen_random_uuid(), $1, now() + interval '1 day' + n * interval '1 millisecond', $3 from generate_series(1, $2) n`, [tenantId, count, priority]);
    await queue(many, 100, 3);
    await queue(many, 1, 1);
    await queue(few, 2, 4);
    const order: string[] = [];
    const urgent: number[] = [];
    await intake.service.em.fork().transactional(async (em) => {
      // In one transaction that no worker sees: the rows are due here alone.
      await em.execute(`select pg_advisory_xact_lock(hashtext('intake.claim'))`);
      await em.execute(`update import_job_lease set due_at = due_at - interval '2 days' where tenant_id in (?, ?)`, [many, few]);
      for (let turn = 0; turn < 5; turn += 1) {
        const next = await leases.take(em, randomUUID());
        const [row] = await em.execute<{ priority: number }[]>('select priority from import_job_lease where import_job_id = ?', [next?.importJobId]);
        order.push(next?.tenantId === many ? 'many' : 'few');
        urgent.push(row?.priority ?? 0);
      }
    });
    await intake.service.database.admin.query('delete from intake.import_job_lease where tenant_id in ($1, $2)', [many, few]);
    expect(order.slice(0, 4).filter((name) => name === 'few')).toHaveLength(2);
    expect(order[4]).toBe('many');
    expect(urgent.filter((_, at) => order[at] === 'many')).toEqual([1, 3, 3]);
  });
});

describe('an import of people', () => {
  const people = (...rows: string[]) => `Email,Roles\n${rows.join('\n')}\n`;
  const person = () => `${randomUUID()}@example.org,kronos/Viewer`;
  const manages = ['intake.*', 'identity.user.manage'] as const;
  const proved = (caller: Caller, secondsAgo: number): Caller => ({ ...caller, api: new ApiClient(intake.service.url, intake.service.issuer.token({ ...caller, provedAt: new Date(Date.now() - secondsAgo * 1000) })) });
  const start = async (caller: Caller, mode: 'apply' | 'plan', more: object = {}) => {
    const { id: sourceFileId } = await uploadFile(caller, people(person()));
    return caller.api.post(jobs, { sourceFileId, recipe: { name: 'people' }, mode, ...more });
  };
  const rights = (importJobId: string) => intake.target.tokenRequests.map(({ body }) => body as { importing?: { target: string; importJobId: string } }).filter(({ importing }) => importing?.importJobId === importJobId);
  const proofOf = async ({ id }: Pick<ImportJobView, 'id'>) =>
    (await intake.service.database.admin.query<{ by: string | null; at: Date | null }>('select proved_by_user_id as by, proved_at as at from intake.import_job where id = $1', [id])).rows[0];

  it('is started by somebody who has just proved who they are, and runs with the right to itself alone', async () => {
    const caller = await intake.service.signIn([...manages]);
    for (const stale of [caller, proved(caller, 301)]) expect((await start(stale, 'apply')).body).toMatchObject({ status: 401, code: 'step-up-required' });
    const done = await jobEnd(caller, (await start(proved(caller, 10), 'apply')).body as ImportJobView);
    expect(done).toMatchObject({ status: 'completed', target: 'identity.users', counts: { created: 1 } });
    expect(rights(done.id)).toEqual([{ membershipId: caller.membershipId, importing: { target: 'identity.users', importJobId: done.id } }]);
    expect(await proofOf(done)).toMatchObject({ by: caller.userId });
    await caller.api.post(`${jobs}/${done.id}/undo`, { reason: 'a mistake' }).expect(409).expect(({ body }) => expect(body).toMatchObject({ code: 'target-cannot-undo' }));
  });

  it('is planned without a proof and without that right, and approved with the proof of whoever approves it', async () => {
    const caller = await intake.service.signIn([...manages]);
    const plan = await jobEnd(caller, (await start(caller, 'plan')).body as ImportJobView);
    const approver = await intake.service.signIn(['intake.*'], { tenantId: caller.tenantId });
    expect((await approve(proved(approver, 301), plan).expect(401)).body).toMatchObject({ code: 'step-up-required' });
    expect(await readJob(caller, plan.id)).toMatchObject({ approval: null });
    const applied = await jobEnd(caller, (await approve(proved(approver, 1), plan).expect(202)).body as ImportJobView);
    expect(applied).toMatchObject({ status: 'completed', counts: { created: 1 } });
    expect([rights(plan.id), rights(applied.id).map(({ importing }) => importing?.importJobId), (await proofOf(applied))?.by]).toEqual([[], [applied.id], approver.userId]);
  });

  it('that begins later, or is taken up again, stands on the proof that was given for it', async () => {
    const caller = await intake.service.signIn([...manages]);
    const later = (await start(proved(caller, 1), 'apply', { startAt: new Date(Date.now() + 3_600_000).toISOString() })).body as ImportJobView;
    intake.target.before = ({ importJobId }) => (importJobId === later.id ? { status: 403, body: { code: 'only-in-person', detail: 'not now' } } : undefined);
    await intake.service.database.admin.query(`update intake.import_job set proved_at = now() - interval '2 days', start_at = now() where id = $1`, [later.id]);
    await intake.service.database.admin.query(`update intake.import_job_lease set due_at = now() where import_job_id = $1`, [later.id]);
    expect(await jobEnd(caller, later)).toMatchObject({ status: 'failed', failure: { code: 'not-permitted' } });
    intake.target.before = () => undefined;
    await caller.api.post(`${jobs}/${later.id}/resume`).expect(202);
    expect(await jobEnd(caller, later)).toMatchObject({ status: 'completed' });
    expect(rights(later.id).length).toBeGreaterThan(0);
  });

  it('is nothing that a program starts, not even a plan; corrected rows ask for a proof again', async () => {
    const caller = await intake.service.signIn([...manages]);
    const apiKey = { id: randomUUID(), azv: 1 };
    await intake.service.database.admin.query(
      `insert into intake.api_key_access values ($1, $2, $3, true, '{intake.*,identity.user.manage}', '{"plants": "all"}', now() + interval '1 hour', 1)`, [apiKey.id, caller.tenantId, caller.membershipId]);
    const key = { ...caller, api: new ApiClient(intake.service.url, intake.service.issuer.token({ ...caller, sessionId: apiKey.id, apiKey, provedAt: new Date() })) };
    for (const mode of ['apply', 'plan'] as const) expect((await start(key, mode)).body).toMatchObject({ status: 403, code: 'only-in-person' });

    const { id: sourceFileId } = await uploadFile(caller, people('nobody,kronos/Viewer'));
    const wrong = await jobEnd(caller, (await proved(caller, 1).api.post(jobs, { sourceFileId, recipe: { name: 'people' }, mode: 'apply' }).expect(202)).body as ImportJobView);
    expect(wrong).toMatchObject({ counts: { rejected: 1 } });
    const fix = (by: Caller) => by.api.post(`${jobs}/${wrong.id}/rows/1/fix`, { cells: { Email: `${randomUUID()}@example.org` } });
    expect((await fix(proved(caller, 301)).expect(401)).body).toMatchObject({ code: 'step-up-required' });
    expect(await jobEnd(caller, (await fix(proved(caller, 1)).expect(202)).body as ImportJobView)).toMatchObject({ status: 'completed', counts: { created: 1 } });
  });
});
