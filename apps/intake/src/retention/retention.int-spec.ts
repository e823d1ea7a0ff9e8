import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView, UploadedSourceFile } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { eventually, type Caller } from '@kairos/testing';
import { runAsTenant } from '@kairos/tenancy';
import { importAll, readJob, TestIntake, threeChunks, uploadFile } from '../test/intake-service.builder.ts';
import { Retention } from './retention.job.ts';

const base = '/api/v1/intake';
let intake: TestIntake;
let caller: Caller;

beforeAll(async () => {
  intake = await TestIntake.start();
  caller = await intake.readyOperator();
});
afterAll(() => intake?.stop());

const sql = async <R extends object>(text: string, values: unknown[] = []) => (await intake.service.database.admin.query<R>(text, values)).rows;
const tend = (signal = new AbortController().signal, { tenantId } = caller) =>
  runAsTenant(intake.service.em, tenantId, () => intake.service.running.app.get(Retention, { strict: false }).tend(signal), { upkeep: true });
const finishedAgo = (days: number, ...ids: string[]) => sql(`update intake.import_job set finished_at = now() - $1 * interval '1 day' where id = any($2)`, [days, ids]);
const rowsOf = async ({ id }: { id: string }) => (await intake.storedRows({ id } as ImportJobView))?.rows;
const broughtAgo = async (days: number, { id }: { id: string }) => {
  await sql(`update intake.source_file set uploaded_at = now() - $1 * interval '1 day' where id = $2`, [days, id]);
  await sql(`update intake.source_file_upload set brought_at = now() - $1 * interval '1 day' where source_file_id = $2`, [days, id]);
};
const pathOf = (file: UploadedSourceFile) => intake.pathOf(caller, file);

describe('what became of rows', () => {
  it('goes when its time is over, in full; the counts stay, and whoever asks or relies on it is told so', async () => {
    const [old, young] = [await importAll(caller, `${threeChunks()}X,,,\n`, 'test-plants'), await importAll(caller, threeChunks(), 'test-plants')];
    await finishedAgo(31, old.id);
    await finishedAgo(29, young.id);
    await tend();
    expect([await rowsOf(old), await rowsOf(young)]).toEqual([0, 1200]);
    const { counts, resultsRemovedAt, firstRejections } = await readJob(caller, old.id);
    expect({ counts, resultsRemovedAt, firstRejections }).toEqual({ counts: old.counts, resultsRemovedAt: expect.stringMatching(/Z$/), firstRejections: [] });
    for (const path of ['rows', 'rows/1', 'rejections']) {
      expect((await caller.api.get(`${base}/import-jobs/${old.id}/${path}`).expect(410)).body).toMatchObject({ code: 'import-results-removed' });
    }
    expect((await caller.api.post(`${base}/import-jobs/${old.id}/undo`, { reason: 'too late' }).expect(410)).body).toMatchObject({ code: 'import-results-removed' });
    await caller.api.get(`${base}/import-jobs/${young.id}/rows`).expect(200);
  });

  it('stays while the import that applies the plan is not over', async () => {
    const plan = await importAll(caller, threeChunks(), 'test-plants', 'plan');
    const apply = (await caller.api.post(`${base}/import-jobs/${plan.id}/approve`, {}).expect(202)).body as ImportJobView;
    await eventually(() => readJob(caller, apply.id), ({ status }) => status === 'completed');
    await finishedAgo(40, plan.id);
    await sql(`update intake.import_job set status = 'running', finished_at = null where id = $1`, [apply.id]);
    await tend();
    expect(await rowsOf(plan)).toBe(1200);
    await sql(`update intake.import_job set status = 'completed', finished_at = now() where id = $1`, [apply.id]);
    await tend();
    expect([await rowsOf(plan), await rowsOf(apply)]).toEqual([0, 1200]);
  });

  it('a removal that was killed half way is finished, also when results are kept longer by then', async () => {
    const job = await importAll(caller, threeChunks(), 'test-plants');
    await finishedAgo(10, job.id);
    await sql('update intake.import_job set results_removed_at = now() where id = $1', [job.id]);
    await sql('delete from intake.import_row_result where import_job_id = $1 and row_number <= 700', [job.id]);
    await tend();
    expect(await rowsOf(job)).toBe(0);
  });
});

describe('imports', () => {
  it('go when their time is over, but a plan not before the import that applied it; events and the trail tell of them', async () => {
    const plan = await importAll(caller, threeChunks(), 'test-plants', 'plan');
    const apply = (await caller.api.post(`${base}/import-jobs/${plan.id}/approve`, {}).expect(202)).body as ImportJobView;
    await eventually(() => readJob(caller, apply.id), ({ status }) => status === 'completed');
    await finishedAgo(400, plan.id);
    await tend();
    await readJob(caller, plan.id);
    await finishedAgo(400, apply.id);
    await tend();
    for (const { id } of [plan, apply]) await caller.api.get(`${base}/import-jobs/${id}`).expect(404);
    const told = (await intake.service.outbox('intake.import-job.deleted.v1')).map(({ subject }) => subject);
    expect(told).toEqual(expect.arrayContaining([plan.id, apply.id]));
  });
});

describe('files', () => {
  it('go when no import reads them and nobody brought them for long, from the database and from the store', async () => {
    const [lonely, read, fresh, again] = [await uploadFile(caller, threeChunks()), await uploadFile(caller, threeChunks()), await uploadFile(caller, threeChunks()), threeChunks()];
    const broughtAgain = await uploadFile(caller, again);
    const { body: job } = await caller.api.post(`${base}/import-jobs`, { sourceFileId: read.id, recipe: { name: 'test-plants' }, mode: 'plan' }).expect(202);
    for (const file of [lonely, read, broughtAgain]) await broughtAgo(366, file);
    await broughtAgo(364, fresh);
    expect(await uploadFile(caller, again)).toMatchObject({ id: broughtAgain.id, recognised: true });
    await tend();
    await caller.api.get(`${base}/source-files/${lonely.id}`).expect(404);
    expect(existsSync(pathOf(lonely))).toBe(false);
    for (const file of [read, fresh, broughtAgain]) {
      await caller.api.get(`${base}/source-files/${file.id}`).expect(200);
      expect(existsSync(pathOf(file))).toBe(true);
    }
    await eventually(() => readJob(caller, (job as ImportJobView).id), ({ status }) => status === 'completed');
  });

  it('bytes that could not be removed leave with the next upkeep, unless they came again', async () => {
    const [first, second] = [threeChunks(), threeChunks()];
    const [gone, back] = [await uploadFile(caller, first), await uploadFile(caller, second)];
    const store = intake.service.running.app.get(FileStore, { strict: false });
    const remove = store.remove.bind(store);
    store.remove = () => Promise.reject(new Error('the disk is away'));
    for (const file of [gone, back]) {
      await broughtAgo(366, file);
      await expect(tend()).rejects.toThrow('the disk is away');
    }
    store.remove = remove;
    await caller.api.get(`${base}/source-files/${gone.id}`).expect(404);
    expect(existsSync(pathOf(gone))).toBe(true);
    await sql('insert into intake.removed_content values ($1, $2) on conflict do nothing', [caller.tenantId, back.sha256]);
    expect((await uploadFile(caller, second)).sha256).toBe(back.sha256);
    await tend();
    expect([existsSync(pathOf(gone)), existsSync(pathOf(back))]).toEqual([false, true]);
    expect(await sql('select from intake.removed_content')).toHaveLength(0);
  });
});
