import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView, UndoObstacle } from '@kairos/contracts';
import { eventually, type Caller } from '@kairos/testing';
import { importAll, readJob, TestIntake, threeChunks } from '../test/intake-service.builder.ts';

const jobs = '/api/v1/intake/import-jobs';
const header = 'code,name,type,power\n';
let intake: TestIntake;
let operator: Caller;

beforeAll(async () => {
  intake = await TestIntake.start();
  operator = await intake.readyOperator();
});
afterAll(() => intake?.stop());
afterEach(() => void Object.assign(intake.target, { obstacles: () => [], beforeUndo: () => undefined }));

const undo = (caller: Caller, { id }: Pick<ImportJobView, 'id'>, reason = 'the wrong file') => caller.api.post(`${jobs}/${id}/undo`, { reason });
const undone = (caller: Caller, { id }: Pick<ImportJobView, 'id'>) => eventually(() => readJob(caller, id), ({ status }) => status === 'undone');

describe('undoing an import', () => {
  it('goes through every chunk of it, and tells who did it, why, and what became of the records', async () => {
    const job = await importAll(operator, threeChunks(), 'test-plants');
    const before = intake.target.undone.length;
    expect((await undo(operator, job).expect(202)).body).toMatchObject({ status: 'undoing', undo: { reason: 'the wrong file', byUserId: operator.userId } });
    expect(await undone(operator, job)).toMatchObject({ counts: job.counts, undo: { removed: 1200, restored: 0 } });
    expect(intake.target.undone.slice(before)).toEqual([0, 1, 2]);
    const [told] = (await intake.service.outbox('intake.import-job.undone.v1')).filter(({ subject }) => subject === job.id);
    expect(told?.data).toMatchObject({ phase: 'undone', undoneByUserId: operator.userId, removed: 1200 });
    expect((await undo(operator, job).expect(409)).body).toMatchObject({ code: 'import-job-status-not-reachable', detail: expect.stringContaining('nothing else') });
  });

  it('changes nothing while something stands in the way, and names the rows', async () => {
    const job = await importAll(operator, `${header}UN1,Uno,PV,1\nUN2,Due,PV,1\n`, 'test-plants');
    const recordId = intake.target.records.get('UN2')?.id ?? '';
    const obstacle: UndoObstacle = { recordId, name: 'UN2', code: 'changed-since', detail: 'was changed since, by hand or by another import' };
    intake.target.obstacles = () => [obstacle];
    const { body } = await undo(operator, job).expect(409);
    expect(body).toMatchObject({ code: 'undo-stands-in-the-way', errors: [{ pointer: '/rows/2', code: 'changed-since', detail: 'UN2 was changed since, by hand or by another import' }] });
    expect(await readJob(operator, job.id)).toMatchObject({ status: 'completed', undo: null });
    expect(intake.target.undoing.has(job.id)).toBe(false);
  });

  it('waits for the later import that met the same records to be undone first', async () => {
    const first = await importAll(operator, `${header}UL1,Uno,PV,1\n`, 'test-plants');
    const second = await importAll(operator, `${header}UL1,Uno,PV,1\nUL2,Due,PV,1\n`, 'test-plants');
    expect((await undo(operator, first).expect(409)).body).toMatchObject({ errors: [{ pointer: '/rows/1', code: 'used-by-later-import', detail: expect.stringContaining(second.id) }] });
    await undo(operator, second).expect(202);
    await undone(operator, second);
    await undo(operator, first).expect(202);
    await undone(operator, first);
  });

  it('of parts of records, as readings are of meters, does not wait for later imports that met the same records: the target tells what stands in the way', async () => {
    const fields = [{ target: 'meter', from: 'meter', as: 'text', required: true }, { target: 'startsAt', from: 'at', as: 'text', required: true }, { target: 'energyKwh', from: 'kwh', as: 'decimal', required: true }];
    const caller = await intake.service.signIn(['intake.*', 'assets.reading.record']);
    const recipe = { format: 'kairos.recipe.v2', name: 'test-readings', title: 'Readings of a test', target: 'assets.readings', naturalKey: ['meter', 'startsAt'], fields };
    await caller.api.post('/api/v1/intake/recipes', recipe).expect(201);
    const [first] = [await importAll(caller, 'meter,at,kwh\nM1,2025-01-01 00:00,1\n', 'test-readings'), await importAll(caller, 'meter,at,kwh\nM1,2025-02-01 00:00,1\n', 'test-readings')];
    intake.target.obstacles = () => [{ recordId: randomUUID(), name: 'M1 2025-01-01T00:00:00.000Z', code: 'changed-since', detail: 'was corrected since' }];
    expect((await undo(caller, first).expect(409)).body).toMatchObject({ errors: [{ pointer: '/rows/', code: 'changed-since', detail: 'M1 2025-01-01T00:00:00.000Z was corrected since' }] });
    intake.target.obstacles = () => [];
    await undo(caller, first).expect(202);
    await undone(caller, first);
  });

  it('that is refused when it begins leaves the import as it stood', async () => {
    const job = await importAll(operator, `${header}UR1,Uno,PV,1\n`, 'test-plants');
    let asked = 0;
    intake.target.obstacles = () => (asked++ === 0 ? [] : [{ recordId: randomUUID(), name: null, code: 'changed-since', detail: 'was changed' }]);
    await undo(operator, job).expect(202);
    expect(await eventually(() => readJob(operator, job.id), ({ status }) => status !== 'undoing')).toMatchObject({ status: 'completed', undo: null, failure: { code: 'undo-stands-in-the-way' } });
    intake.target.obstacles = () => [];
    expect((await undo(operator, job).expect(202)).body).toMatchObject({ status: 'undoing', failure: null });
    await undone(operator, job);
  });

  it('holds neither the import nor a connection while the target is asked, and is begun once by two who ask at once', async () => {
    const job = await importAll(operator, `${header}UH1,Uno,PV,1\n`, 'test-plants');
    const free: (number | null)[] = [];
    intake.target.obstacles = async () => {
      free.push((await intake.service.database.admin.query('select from intake.import_job where id = $1 for update nowait', [job.id])).rowCount);
      return [];
    };
    expect((await undo(operator, job)).status).toBe(202);
    await undone(operator, job);
    expect(free[0]).toBe(1);
    const second = await importAll(operator, `${header}UH2,Uno,PV,1\n`, 'test-plants');
    intake.target.obstacles = () => [];
    expect((await Promise.all([undo(operator, second), undo(operator, second)])).map(({ status }) => status).sort()).toEqual([202, 409]);
    await undone(operator, second);
  });

  it('that failed on its way is gone on with by another, in their own name, and ends undone', async () => {
    const job = await importAll(operator, threeChunks(), 'test-plants');
    intake.target.beforeUndo = ({ chunkIndex }) => (chunkIndex === 1 ? { status: 503, body: { detail: 'away' } } : undefined);
    await undo(operator, job).expect(202);
    const away = 'update intake.import_job_lease set attempts = 40, due_at = now() where import_job_id = $1 and token is null and attempts > 0';
    await eventually(async () => (await intake.service.database.admin.query(away, [job.id])).rowCount, (count) => count === 1);
    expect(await eventually(() => readJob(operator, job.id), ({ status }) => status === 'failed')).toMatchObject({ failure: { code: 'target-unavailable' }, undo: { removed: 500 } });
    intake.target.beforeUndo = () => undefined;
    const other = (permissions: Parameters<TestIntake['service']['signIn']>[0]) => intake.service.signIn(permissions, { tenantId: operator.tenantId });
    const resume = (caller: Caller) => caller.api.post(`${jobs}/${job.id}/resume`);
    expect((await resume(await other(['intake.import-job.run', 'intake.import-job.read'])).expect(403)).body).toMatchObject({ code: 'permission-missing' });
    const colleague = await other(['intake.*', 'assets.plant.import']);
    expect((await resume(colleague).expect(202)).body).toMatchObject({ status: 'undoing', failure: null, undo: { byUserId: colleague.userId, reason: 'the wrong file' } });
    expect(await undone(operator, job)).toMatchObject({ counts: job.counts, undo: { removed: 1200 } });
    expect(intake.target.tokenRequests.at(-1)?.body).toEqual({ membershipId: colleague.membershipId });
  });

  it('is for those who may, for what was applied, for a reason, and for nobody else’s import', async () => {
    const job = await importAll(operator, `${header}UP1,Uno,PV,1\n`, 'test-plants');
    const colleague = await intake.service.signIn(['intake.import-job.run', 'intake.import-job.read'], { tenantId: operator.tenantId });
    await undo(colleague, job).expect(403);
    await undo(await intake.operator(), job).expect(404);
    await undo(operator, job, ' ').expect(400);
    const plan = await importAll(operator, `${header}UP1,Uno,PV,1\n`, 'test-plants', 'plan');
    expect((await undo(operator, plan).expect(409)).body).toMatchObject({ code: 'import-job-is-a-plan' });
  });
});
