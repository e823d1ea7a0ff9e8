import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView, ProvenanceView, RowResultDetail, RowResultView } from '@kairos/contracts';
import { effectiveSettings } from '@kairos/contracts';
import { eventually, tellTerms, type Caller } from '@kairos/testing';
import { importAll, jobEnd, readJob, TestIntake, uploadFile } from '../test/intake-service.builder.ts';
import { sheetXml, workbook } from '../test/workbook.builder.ts';

const jobs = '/api/v1/intake/import-jobs';
const header = 'code,name,type,power\n';
let intake: TestIntake;
let operator: Caller;

beforeAll(async () => {
  intake = await TestIntake.start();
  operator = await intake.readyOperator();
});
afterAll(() => intake?.stop());

type Job = Pick<ImportJobView, 'id'>;
const ask = (caller: Caller, { id }: Job, path: string, body: object) => caller.api.post(`${jobs}/${id}/${path}`, body);
const child = async (caller: Caller, job: Job, path: string, body: object) => (await ask(caller, job, path, body).expect(202)).body as ImportJobView;
const rowsOf = async ({ id }: Job, query = '') => ((await operator.api.get(`${jobs}/${id}/rows${query}`).expect(200)).body as { items: RowResultView[] }).items;
const download = async ({ id }: Job) => (await operator.api.get(`${jobs}/${id}/rejections`).expect(200)).text;
const noCounts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };

let series = 0;
/** Ten rows: rows 1, 4, 7 and 10 with an unknown type, row 2 without a number. */
const tenRows = () => {
  series += 1;
  return header + Array.from({ length: 10 }, (_, at) => `C${series}-${at},Plant ${at},${at % 3 === 0 ? (at === 9 ? 'Solar' : 'PVV') : 'PV'},${at === 1 ? 'x' : '1'}\n`).join('');
};

describe('rows of an import', () => {
  it('are found by outcome, error code, column and text', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    expect(job.counts).toEqual({ ...noCounts, read: 10, created: 5, rejected: 5 });
    const found = async (query: string) => (await rowsOf(job, query)).map(({ row }) => row);
    expect(await found('?outcome=rejected')).toEqual([1, 2, 4, 7, 10]);
    expect(await found('?code=unmapped-value')).toEqual([1, 4, 7, 10]);
    expect(await found('?code=invalid-number&column=power')).toEqual([2]);
    expect(await found('?code=unmapped-value&column=power')).toEqual([]);
    expect(await found('?text=Solar')).toEqual([10]);
    expect(await found(`?text=${encodeURIComponent('%')}`)).toEqual([]);
    await operator.api.get(`${jobs}/${job.id}/rows?outcome=lost`).expect(400);
  });

  it('tell their cells and what the recipe made of them, though neither is stored', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    const read = async (row: number) => (await operator.api.get(`${jobs}/${job.id}/rows/${row}`).expect(200)).body as RowResultDetail;
    expect(await read(3)).toMatchObject({
      outcome: 'created', input: [{ column: 'code', cell: `C${series}-2` }, { column: 'name', cell: 'Plant 2' }, { column: 'type', cell: 'PV' }, { column: 'power', cell: '1' }],
      output: { code: `C${series}-2`, type: 'Photovoltaic', capacityKw: '1' }, changes: expect.arrayContaining([{ field: 'type', before: null, after: 'Photovoltaic' }]),
    });
    expect(await read(1)).toMatchObject({ outcome: 'rejected', output: null, errors: [{ code: 'unmapped-value' }] });
    await operator.api.get(`${jobs}/${job.id}/rows/11`).expect(404);
    await operator.api.get(`${jobs}/${job.id}/rows/0`).expect(400);
  });
});

describe('a rejected row', () => {
  it('is corrected in place and imported, once, by an import of its own that counts it alone', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    const fixed = await jobEnd(operator, await child(operator, job, 'rows/2/fix', { cells: { power: '5' } }));
    expect(fixed).toMatchObject({ status: 'completed', parentJobId: job.id, sourceFileId: job.sourceFileId, recipe: job.recipe, counts: { ...noCounts, read: 1, created: 1 } });
    expect(JSON.parse(intake.target.records.get(`C${series}-1`)?.values ?? '{}')).toMatchObject({ capacityKw: '5' });
    expect(await rowsOf(fixed)).toMatchObject([{ row: 2, line: 3, outcome: 'created' }]);
    expect((await rowsOf(job, '?outcome=rejected')).map(({ row, correctedByJobId }) => [row, correctedByJobId])).toEqual([[1, null], [2, fixed.id], [4, null], [7, null], [10, null]]);
    expect((await ask(operator, job, 'rows/2/fix', { cells: { power: '6' } }).expect(409)).body).toMatchObject({ code: 'rows-not-open' });
    expect((await ask(operator, job, 'rows/3/fix', { cells: { power: '6' } }).expect(409)).body).toMatchObject({ code: 'rows-not-open' });
    expect((await ask(operator, job, 'rows/1/fix', { cells: { nothing: '6' } }).expect(422)).body).toMatchObject({ code: 'unknown-column' });
    expect((await ask(operator, job, 'rows/1/fix', { cells: { type: 'PVV' } }).expect(422)).body).toMatchObject({ code: 'nothing-to-correct' });
    const { rows } = await intake.service.database.admin.query('select row_number, changes, corrected_by_user_id from intake.import_correction where import_job_id = $1', [fixed.id]);
    expect(rows).toEqual([{ row_number: 2, changes: [{ column: 'power', before: 'x', after: '5' }], corrected_by_user_id: operator.userId }]);
  });

  it('that is rejected again is corrected again where it is now', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    const again = await jobEnd(operator, await child(operator, job, 'rows/2/fix', { cells: { power: 'y' } }));
    expect(again.counts).toEqual({ ...noCounts, read: 1, rejected: 1 });
    const done = await jobEnd(operator, await child(operator, again, 'rows/2/fix', { cells: { power: '7' } }));
    expect(done).toMatchObject({ parentJobId: again.id, counts: { created: 1 } });
  });

  it('is taken by one of two who correct it at the same moment', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    const answers = await Promise.all([1, 2, 3].map((power) => ask(operator, job, 'rows/2/fix', { cells: { power: String(power) } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
  });
});

describe('rows that were rejected for the same reason', () => {
  it('are corrected together: by one value, by a map, by replacing text', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    const mapped = await jobEnd(operator, await child(operator, job, 'fixes', { code: 'unmapped-value', column: 'type', change: { map: { PVV: 'PV' } } }));
    expect(mapped.counts).toEqual({ ...noCounts, read: 3, created: 3 });
    const set = await jobEnd(operator, await child(operator, job, 'fixes', { code: 'unmapped-value', column: 'type', value: 'Solar', change: { set: 'PV' } }));
    expect(set.counts).toEqual({ ...noCounts, read: 1, created: 1 });
    expect((await rowsOf(job, '?open=true')).map(({ row }) => row)).toEqual([2]);
    const replaced = await jobEnd(operator, await child(operator, job, 'fixes', { code: 'invalid-number', column: 'power', change: { replace: { text: 'x', with: '8' } } }));
    expect(replaced.counts).toEqual({ ...noCounts, read: 1, created: 1 });
    expect((await ask(operator, job, 'fixes', { code: 'unmapped-value', column: 'type', change: { set: 'PV' } }).expect(422)).body).toMatchObject({ code: 'nothing-to-correct' });
    const children = ((await operator.api.get(`${jobs}?parentJobId=${job.id}`).expect(200)).body as { items: Job[] }).items.map(({ id }) => id);
    expect(children).toEqual([replaced.id, set.id, mapped.id]);
    expect(intake.target.applied().filter(({ body }) => body.rows.some(({ values }) => String(values['code']).startsWith(`C${series}-`))).flatMap(({ body }) => body.rows)).toHaveLength(10);
  });
});

describe('a download of rejections', () => {
  it('comes back corrected, in another order, with other delimiters: its rows are imported, no other, and none twice', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    await jobEnd(operator, await child(operator, job, 'rows/2/fix', { cells: { power: '5' } }));
    const lines = (await download(job)).trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    const corrected = [lines[0], ...lines.slice(1).reverse()].join('\n').replaceAll(/PVV(?=,1$)/gm, 'PV').replaceAll(/Solar(?=,1$)/gm, 'PV');
    const { id: sourceFileId } = await uploadFile(operator, corrected);
    const taken = await jobEnd(operator, await child(operator, job, 'corrections', { sourceFileId }));
    expect(taken).toMatchObject({ parentJobId: job.id, counts: { ...noCounts, read: 4, created: 4 } });
    expect((await rowsOf(taken)).map(({ row }) => row)).toEqual([1, 4, 7, 10]);
    expect((await ask(operator, job, 'corrections', { sourceFileId }).expect(422)).body).toMatchObject({ code: 'nothing-to-correct' });
    expect((await operator.api.post(jobs, { sourceFileId, recipe: { name: 'test-plants' }, mode: 'apply' }).expect(422)).body).toMatchObject({ code: 'file-is-a-correction' });
  });

  it('comes as a workbook too, and back as one', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    const answer = await operator.api.get(`${jobs}/${job.id}/rejections?format=xlsx`).buffer().parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    }).expect(200);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="rejections-${job.id}.xlsx"`);
    const uploaded = await operator.api.post('/api/v1/intake/source-files?fileName=corrected.xlsx').set('content-type', 'application/octet-stream').send(answer.body as object);
    expect([uploaded.status, (uploaded.body as { sniff: { columns: string[] } }).sniff.columns]).toEqual([201, expect.arrayContaining(['kairos:job', 'power'])]);
    const taken = await jobEnd(operator, await child(operator, job, 'corrections', { sourceFileId: (uploaded.body as { id: string }).id }));
    expect(taken.counts).toEqual({ ...noCounts, read: 5, rejected: 5 });
  });

  it('of a file that marks its numbers keeps the marks of what is left, and takes those of what is typed anew', async () => {
    const upload = async (fileName: string, content: Buffer) => ((await operator.api.post(`/api/v1/intake/source-files?fileName=${fileName}`).set('content-type', 'application/octet-stream').send(content as unknown as object).expect(201)).body as Job).id;
    series += 1;
    const lines = ['A', 'B', 'C'].map((name) => JSON.stringify({ code: `C${series}-${name}`, name, type: 'PVV', power: 1.5 }));
    const { body } = await operator.api.post(jobs, { sourceFileId: await upload('marked.jsonl', Buffer.from(`${lines.join('\n')}\n`)), recipe: { name: 'test-plants' }, mode: 'apply' }).expect(202);
    const job = await jobEnd(operator, body as ImportJobView);
    expect(job.counts).toEqual({ ...noCounts, read: 3, rejected: 3 });
    const fixed = [await child(operator, job, 'rows/1/fix', { cells: { type: 'PV' } }), await child(operator, job, 'rows/2/fix', { cells: { type: 'PV', power: '2,5' } })];
    const sheet = sheetXml([['kairos:job', 'kairos:row', 'type', 'power'], [job.id, '3', 'PV', 3.5]]);
    fixed.push(await child(operator, job, 'corrections', { sourceFileId: await upload('marked.xlsx', workbook({ sheets: [{ name: 'corrections', xml: sheet }] })) }));
    const { rows } = await intake.service.database.admin.query('select row_number, cells, numbers from intake.import_correction where import_job_id = any($1) order by row_number', [fixed.map(({ id }) => id)]);
    expect(rows.map((row: { row_number: number; cells: string[]; numbers: boolean[] | null }) => [row.row_number, row.cells[3], row.numbers?.[3] ?? null])).toEqual([[1, '1.5', true], [2, '2,5', null], [3, '3.5', true]]);
    for (const one of fixed) await jobEnd(operator, one);
  });

  it('is refused with the lines that are wrong: of another import, without a number, twice; and what is no such file', async () => {
    const [job, other] = [await importAll(operator, tenRows(), 'test-plants'), await importAll(operator, tenRows(), 'test-plants')];
    const [head, one = '', two = ''] = (await download(job)).split('\r\n');
    const wrong = [head, one, one, two.replace(job.id, other.id), two.replace(`${job.id},2`, `${job.id},two`)].join('\n');
    const { id: sourceFileId } = await uploadFile(operator, `${wrong}\n`);
    expect((await ask(operator, job, 'corrections', { sourceFileId }).expect(422)).body).toMatchObject({
      code: 'correction-file-faulty', errors: [{ pointer: '/lines/3', detail: 'holds row 1 a second time' }, { pointer: '/lines/4', detail: 'is a row of another import' }, { pointer: '/lines/5', detail: 'has no row number' }],
    });
    expect((await ask(operator, job, 'corrections', { sourceFileId: job.sourceFileId }).expect(422)).body).toMatchObject({ code: 'no-correction-file' });
    expect((await rowsOf(job, '?open=true'))).toHaveLength(5);
  });
});

describe('corrections where approval is asked for', () => {
  it('are planned, approved, and then applied', async () => {
    const caller = await intake.readyOperator();
    const job = await importAll(caller, tenRows(), 'test-plants');
    await tellTerms(intake.service.database, 'intake', caller.tenantId, { settings: effectiveSettings({ importApproval: 'own' }, {}) });
    const { id } = await child(caller, job, 'rows/2/fix', { cells: { power: '5' } });
    const plan = await eventually(() => readJob(caller, id), ({ status }) => status === 'awaiting-approval');
    expect(plan).toMatchObject({ mode: 'plan', parentJobId: job.id, counts: { ...noCounts, read: 1, created: 1 } });
    expect(intake.target.records.has(`C${series}-1`)).toBe(false);
    const applied = (await ask(caller, plan, 'approve', {}).expect(202)).body as ImportJobView;
    expect(await jobEnd(caller, applied)).toMatchObject({ mode: 'apply', parentJobId: job.id, counts: { ...noCounts, read: 1, created: 1 } });
    const second = await child(caller, job, 'rows/1/fix', { cells: { type: 'PV' } });
    await eventually(() => readJob(caller, second.id), ({ status }) => status === 'awaiting-approval');
    await ask(caller, second, 'cancel', {}).expect(202);
    await child(caller, job, 'rows/1/fix', { cells: { type: 'PV' } });
  });
});

describe('an import whose rows are being corrected', () => {
  it('is deleted once no correction of it can go on, and corrections stay what they are', async () => {
    const job = await importAll(operator, tenRows(), 'test-plants');
    intake.target.before = ({ importJobId }) => (importJobId === job.id ? undefined : { status: 403, body: { detail: 'not now' } });
    const fix = await jobEnd(operator, await child(operator, job, 'rows/2/fix', { cells: { power: '5' } }));
    expect(fix.status).toBe('failed');
    expect((await operator.api.delete(`${jobs}/${job.id}`).expect(409)).body).toMatchObject({ code: 'import-job-is-still-needed', errors: [{ pointer: `/importJobs/${fix.id}` }] });
    intake.target.before = () => undefined;
    // As a parent that was deleted before this was refused.
    await intake.service.database.admin.query('update intake.import_job set parent_job_id = null where id = $1', [fix.id]);
    await operator.api.post(`${jobs}/${fix.id}/resume`).expect(202);
    expect(await jobEnd(operator, fix)).toMatchObject({ status: 'completed', counts: { ...noCounts, read: 1, created: 1 } });
    await operator.api.delete(`${jobs}/${job.id}`).expect(204);
    expect((await operator.api.get(`${jobs}/${fix.id}/rows/2`).expect(200)).body).toMatchObject({ input: expect.arrayContaining([{ column: 'power', cell: '5' }]) });
  });

  it('by an approved plan keeps them with the import that applies it, whatever becomes of the plan', async () => {
    const caller = await intake.readyOperator();
    const job = await importAll(caller, tenRows(), 'test-plants');
    await tellTerms(intake.service.database, 'intake', caller.tenantId, { settings: effectiveSettings({ importApproval: 'own' }, {}) });
    const plan = await child(caller, job, 'rows/2/fix', { cells: { power: '5' } });
    await eventually(() => readJob(caller, plan.id), ({ status }) => status === 'awaiting-approval');
    const gate = Promise.withResolvers<undefined>();
    intake.target.before = () => gate.promise;
    const applied = (await ask(caller, plan, 'approve', {}).expect(202)).body as ImportJobView;
    expect((await caller.api.delete(`${jobs}/${plan.id}`).expect(409)).body).toMatchObject({ code: 'import-job-is-still-needed', errors: [{ pointer: `/importJobs/${applied.id}` }] });
    gate.resolve(undefined);
    intake.target.before = () => undefined;
    expect(await jobEnd(caller, applied)).toMatchObject({ status: 'completed', counts: { ...noCounts, read: 1, created: 1 } });
    const input = async ({ id }: Job) => ((await caller.api.get(`${jobs}/${id}/rows/2`).expect(200)).body as RowResultDetail).input.find(({ column }) => column === 'power')?.cell;
    expect([await input(plan), await input(applied)]).toEqual(['5', '5']);
    await caller.api.delete(`${jobs}/${plan.id}`).expect(204);
    expect(await input(applied)).toBe('5');
    const [row] = ((await caller.api.get(`${jobs}/${job.id}/rows?code=invalid-number`).expect(200)).body as { items: RowResultView[] }).items;
    expect(row?.correctedByJobId).toBe(applied.id);
    await caller.api.delete(`${jobs}/${applied.id}`).expect(204);
  });
});

describe('the provenance of a record', () => {
  const of = async (caller: Caller, recordId: string) => ((await caller.api.get(`/api/v1/intake/provenance?recordId=${recordId}`).expect(200)).body as ProvenanceView).fields;

  it('tells for each field which import, row and column wrote it last, past later imports, corrections and undos', async () => {
    const first = await importAll(operator, `${header}PRV-1,Uno,PV,1\nPRV-2,Due,PVV,1\n`, 'test-plants');
    const second = await importAll(operator, `${header}PRV-0,Zero,PV,1\nPRV-1,Uno,PV,2\n`, 'test-plants');
    const recordId = intake.target.records.get('PRV-1')?.id ?? '';
    const told = async () => (await of(operator, recordId)).map(({ field, importJobId, row, column, recipe }) => [field, importJobId, row, column, recipe.name]);
    expect(await told()).toEqual([
      ['capacityKw', second.id, 2, 'power', 'test-plants'], ['code', first.id, 1, 'code', 'test-plants'], ['name', first.id, 1, 'name', 'test-plants'], ['type', first.id, 1, 'type', 'test-plants'],
    ]);
    await importAll(operator, `${header}PRV-1,Uno,PV,3\n`, 'test-plants', 'plan');
    expect((await told())[0]?.[1]).toBe(second.id);
    const fixed = await jobEnd(operator, await child(operator, first, 'rows/2/fix', { cells: { type: 'PV' } }));
    expect((await of(operator, intake.target.records.get('PRV-2')?.id ?? '')).map(({ importJobId, row }) => [importJobId, row])).toEqual(Array.from({ length: 4 }, () => [fixed.id, 2]));
    await operator.api.post(`${jobs}/${second.id}/undo`, { reason: 'too early' }).expect(202);
    await eventually(() => readJob(operator, second.id), ({ status }) => status === 'undone');
    expect((await told()).map(([field, job]) => [field, job])[0]).toEqual(['capacityKw', first.id]);
  });

  it('is told to nobody else, nor of a record that no import met', async () => {
    const { id } = intake.target.records.get('PRV-1') ?? { id: operator.userId };
    expect(await of(await intake.operator(), id)).toEqual([]);
    expect(await of(await intake.service.signIn(['intake.*'], { tenantId: operator.tenantId, rowScope: { plants: [] } }), id)).toEqual([]);
    expect(await of(operator, operator.userId)).toEqual([]);
    await operator.api.get('/api/v1/intake/provenance').expect(400);
  });
});
