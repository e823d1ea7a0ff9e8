import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wattsOf, type AuditRecorded, type EventData, type ImportJobState, type RowResultView } from '@kairos/contracts';
import { ApiClient, eventually, TestNats, type Caller } from '@kairos/testing';
import { emitSnapshots } from '@kairos/service-kit';
import { RecipeSnapshots } from '../recipes/recipe-snapshots.job.ts';
import { SourceFileSnapshots } from '../source-files/source-file-snapshots.job.ts';
import { readRows } from '../test/csv.builder.ts';
import { importAll, jobEnd, readJob, startJob, TestIntake, uploadFile } from '../test/intake-service.builder.ts';
import { portfolioFile } from '../test/portfolio-file.config.ts';
import { ImportJobSnapshots } from './import-job-snapshots.job.ts';

const jobs = '/api/v1/intake/import-jobs';
let nats: TestNats;
let intake: TestIntake;
let operator: Caller;

beforeAll(async () => {
  nats = await TestNats.start();
  intake = await TestIntake.start({ nats });
  operator = await intake.readyOperator();
});
afterAll(async () => {
  await intake?.stop();
  await nats?.stop();
});

const header = 'code,name,type,power\n';
const plants = (from: number, count: number) => Array.from({ length: count }, (_, at) => `P${from + at},Plant ${from + at},PV,${at + 1}\n`).join('');
type Recorded = EventData<typeof AuditRecorded>;
const recordedReads = async (jobId: string) => (await intake.service.outbox('audit.recorded.v1')).map(({ data }) => data as Recorded).filter(({ action, resourceId }) => resourceId === jobId && action.endsWith('.rejections'));
const noCounts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };

describe('importing plants', () => {
  it('reads the plants of the WRI file, creates them once and finds them unchanged the second time', async () => {
    const caller = await intake.operator();
    const content = await readFile(portfolioFile.present ? portfolioFile.real : portfolioFile.sample);
    const expected = portfolioFile.present ? { read: 940, created: 744, rejected: 196 } : { read: 10, created: 8, rejected: 2 };
    const first = await importAll(caller, content, 'wri-plants');
    expect(first).toMatchObject({ status: 'completed', counts: { ...noCounts, ...expected }, progress: { bytesRead: content.length, bytesTotal: content.length } });
    const watts = intake.target.applied().flatMap(({ body }) => body.rows).reduce((sum, { values }) => sum + wattsOf(String(values['capacityKw'])), 0n);
    expect(watts).toBe(portfolioFile.present ? 29_658_910_000n : 388_719_000n);
    expect(first.firstRejections[0]).toMatchObject({ outcome: 'rejected', errors: [{ code: 'unmapped-value', column: 'Fuel' }] });
    const second = await importAll(caller, content, 'wri-plants');
    expect(second.counts).toEqual({ ...noCounts, read: expected.read, unchanged: expected.created, rejected: expected.rejected });
  });

  it('acts at the target in the name of whoever started the import', async () => {
    const caller = await intake.readyOperator();
    await importAll(caller, `${header}ACT1,Uno,PV,1\n`, 'test-plants');
    const asked = intake.target.tokenRequests.at(-1);
    expect(asked?.body).toEqual({ membershipId: caller.membershipId });
    expect(asked?.authorization).toBe(`Basic ${Buffer.from('intake:a secret of the test').toString('base64')}`);
    expect(intake.target.received.at(-1)?.authorization).toBe(`Bearer token-${intake.target.tokenRequests.length}`);
  });

  it('acts with the API key that the import was started with', async () => {
    const caller = await intake.readyOperator();
    const apiKey = { id: randomUUID(), azv: 1 };
    await intake.service.database.admin.query(
      `insert into intake.api_key_access values ($1, $2, $3, true, '{intake.*,assets.plant.import}', '{"plants": "all"}', now() + interval '1 hour', 1)`, [apiKey.id, caller.tenantId, caller.membershipId]);
    await importAll({ ...caller, api: new ApiClient(intake.service.url, intake.service.issuer.token({ ...caller, sessionId: apiKey.id, apiKey })) }, `${header}ACT2,Due,PV,1\n`, 'test-plants');
    expect(intake.target.tokenRequests.at(-1)?.body).toEqual({ membershipId: caller.membershipId, apiKeyId: apiKey.id });
  });

  it('plans without writing anything at the target', async () => {
    const before = intake.target.records.size;
    const plan = await importAll(operator, `${header}PLAN1,Uno,PV,1\nPLAN2,Due,Coal,1\nREFUSED1,Tre,PV,1\n\n`, 'test-plants', 'plan');
    expect(plan).toMatchObject({ mode: 'plan', status: 'completed', counts: { ...noCounts, read: 4, created: 1, rejected: 2, skipped: 1 } });
    expect(plan.firstRejections.map(({ row, errors }) => [row, errors[0]?.code, errors[0]?.column])).toEqual([
      [2, 'unmapped-value', 'type'],
      [3, 'plant-code-taken', 'code'],
    ]);
    expect(intake.target.records.size).toBe(before);
  });

  it('works chunk by chunk, tells of each, and publishes what happened', async () => {
    const job = await importAll(operator, header + plants(1000, 1203), 'test-plants');
    expect(job.counts).toEqual({ ...noCounts, read: 1203, created: 1203 });
    const chunks = intake.target.applied().filter(({ body }) => body.importJobId === job.id);
    expect(chunks.map(({ body }) => [body.chunkIndex, body.rows.length])).toEqual([[0, 500], [1, 500], [2, 203]]);
    const events = (await intake.service.outbox()).filter(({ subject, type }) => subject === job.id && type.startsWith('intake.'));
    const told = events.map(({ type, data }) => `${type} ${(data as ImportJobState).counts.read}`);
    // Progress is told twice a second at most: how often depends on the machine.
    expect(told.filter((line) => !line.includes('progressed'))).toEqual(['intake.import-job.queued.v1 0', 'intake.import-job.completed.v1 1203']);
    const bulk = (await intake.service.outbox('audit.recorded.v1')).filter(({ subject, data }) => subject === job.id && (data as { count: number }).count > 1);
    expect(bulk.map(({ data }) => data)).toMatchObject([500, 500, 203].map((count) => ({ count, actorKind: 'service', actorId: operator.userId, resultsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) })));
    const unpublished = 'select count(*)::integer as count from intake.outbox_message where published_at is null';
    await eventually(async () => (await intake.service.database.admin.query<{ count: number }>(unpublished)).rows[0]?.count, (count) => count === 0);
  });

  it('tells again where every import, file and recipe of a tenant stands', async () => {
    const caller = await intake.readyOperator();
    const job = await importAll(caller, `${header}SNAP1,Uno,PV,1\n`, 'test-plants');
    for (const source of [ImportJobSnapshots, SourceFileSnapshots, RecipeSnapshots]) {
      expect(await intake.service.asTenant(caller.tenantId, () => emitSnapshots(intake.service.em, intake.service.running.app.get(source, { strict: false })))).toBe(1);
    }
    const snapshots = (await intake.service.outbox()).filter(({ tenantid, type }) => tenantid === caller.tenantId && type.endsWith('.snapshot.v1'));
    expect(snapshots.map(({ type }) => type)).toEqual(['intake.import-job.snapshot.v1', 'intake.source-file.snapshot.v1', 'intake.recipe.snapshot.v1']);
    expect(snapshots[0]).toMatchObject({ subject: job.id, data: { status: 'completed', counts: job.counts } });
  });

  it('gives every row exactly one outcome, page after page, in file order', async () => {
    const job = await importAll(operator, `${header}ROW1,Uno,PV,1\nROW2,Due\n\nROW3,Tre,PV,x\nROW4,Quattro,Wind,4\n`, 'test-plants');
    const seen: RowResultView[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: RowResultView[]; nextCursor: string | null } } = await operator.api.get(`${jobs}/${job.id}/rows?limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(seen.map(({ row, line, outcome }) => `${row} ${line} ${outcome}`)).toEqual(['1 2 created', '2 3 rejected', '3 4 skipped', '4 5 rejected', '5 6 created']);
    const rejected = await operator.api.get(`${jobs}/${job.id}/rows?outcome=rejected`).expect(200);
    expect((rejected.body as { items: RowResultView[] }).items.map(({ errors }) => errors[0])).toMatchObject([
      { code: 'cell-count', column: 'type' },
      { code: 'invalid-number', column: 'power', value: 'x', field: 'capacityKw' },
    ]);
  });

  it('offers the rejected rows as CSV: what is wrong in front, the row as it came behind, formulas disarmed', async () => {
    const job = await importAll(operator, `${header}=1+1,"Uno, due",Coal,many\nOK1,Fine,PV,1\n`, 'test-plants');
    const { text, headers } = await operator.api.get(`${jobs}/${job.id}/rejections`).expect(200);
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="rejections-${job.id}.csv"`, 'x-content-type-options': 'nosniff' });
    expect((await recordedReads(job.id)).map(({ action, actorId, permission, status }) => ({ action, actorId, permission, status }))).toEqual([
      { action: 'intake.row-result.rejections', actorId: operator.userId, permission: 'intake.import-job.read', status: undefined },
    ]);
    const [names, ...lines] = (await readRows(text, { headerRow: 0 })).map(({ cells }) => cells);
    expect(names).toEqual(['kairos:job', 'kairos:row', 'kairos:line', 'kairos:code', 'kairos:column', 'kairos:value', 'kairos:reason', 'code', 'name', 'type', 'power']);
    expect(lines).toEqual([
      [job.id, '1', '2', 'unmapped-value', 'type', 'Coal', 'type holds "Coal", which the recipe does not map; power must be a number written like 1234.5', "'=1+1", 'Uno, due', 'Coal', 'many'],
    ]);
  });

  it('streams rejections beyond one page', async () => {
    const rows = Array.from({ length: 1100 }, (_, at) => `BAD${at},Bad,Coal,1\n`).join('');
    const job = await importAll(operator, header + rows, 'test-plants');
    expect(job.counts.rejected).toBe(1100);
    expect(job.firstRejections).toHaveLength(20);
    const { text } = await operator.api.get(`${jobs}/${job.id}/rejections`).expect(200);
    expect(text.split('\r\n')).toHaveLength(1102);
  });
});

describe('files and requests that cannot be taken', () => {
  it.each([
    ['duplicate headers', 'code,name,type,power,code\n1,2,3,4,5\n', { code: 'duplicate-header', line: 1, column: 5 }],
    ['10,000 columns', `${header.trim()},${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n1\n`, { code: 'too-many-columns', line: 1, column: 2001 }],
    ['a missing column', 'code,name,power\nA,B,1\n', { code: 'missing-column', line: 1 }],
    ['a column that may be read in two ways', `${header}AMB1,Uno,PV,1.200\n`, { code: 'ambiguous-format', line: 1, column: 4, detail: expect.stringContaining('"1.200" may mean 1.200 or 1200') }],
    ['a broken header', 'code,name,type,"power\nA,B,PV,1\n', { code: 'broken-header', line: 1, column: 4 }],
  ])('ends a job on %s with the place', async (_, content, failure) => {
    const job = await importAll(operator, content, 'test-plants');
    expect(job).toMatchObject({ status: 'failed', failure, counts: noCounts });
  });

  it('imports a file of an Italian spreadsheet without being told anything, ragged and broken rows aside', async () => {
    const content = Buffer.from('Elenco impianti;;;\r\nal 31/12/2025;;;\r\ncode;name;type;power\r\nWIN1;Citt\xe0;PV;1.234,5\r\nWIN2;Due;PV\r\nWIN3;"Tre;PV;3\r\nWIN4;Quattro;PV;1.200\r\n', 'latin1');
    const job = await importAll(operator, content, 'test-plants');
    expect(job.counts).toEqual({ ...noCounts, read: 4, created: 2, rejected: 2 });
    expect(job.firstRejections.map(({ line, errors }) => [line, errors[0]?.code, errors[0]?.column])).toEqual([[5, 'cell-count', 'power'], [6, 'unclosed-quote', 'name']]);
    expect(['WIN1', 'WIN4'].map((code) => JSON.parse(intake.target.records.get(code)?.values ?? '{}') as object)).toMatchObject([{ name: 'Città', capacityKw: '1234.5' }, { capacityKw: '1200' }]);
  });

  it('imports nothing from a file with a header only', async () => {
    expect(await importAll(operator, header, 'test-plants')).toMatchObject({ status: 'completed', counts: noCounts });
  });

  it('refuses an unknown file, recipe or version, and shows no other tenant’s', async () => {
    const stranger = await intake.operator();
    const { id: sourceFileId } = await uploadFile(operator, `${header}STR1,Uno,PV,1\n`);
    const start = (caller: Caller, body: object) => caller.api.post(jobs, { sourceFileId, recipe: { name: 'wri-plants' }, mode: 'plan', ...body });
    expect((await start(stranger, {}).expect(422)).body).toMatchObject({ code: 'source-file-not-found' });
    expect((await start(stranger, { recipe: { name: 'test-plants' } }).expect(422)).body).toMatchObject({ code: 'recipe-not-found' });
    expect((await start(operator, { recipe: { name: 'test-plants', version: 9 } }).expect(422)).body).toMatchObject({ code: 'recipe-not-found' });
    await start(operator, { mode: 'force' }).expect(400);
    const job = await startJob(operator, `${header}STR2,Due,PV,1\n`, 'test-plants', 'plan');
    const ask = (id: string, more = '') => stranger.api.get(`${jobs}/${id}${more}`).set('x-request-id', 'the-same-request').expect(404);
    const missing = '00000000-0000-7000-8000-000000000000';
    for (const more of ['', '/rows', '/rejections']) expect((await ask(job.id, more)).text).toBe((await ask(missing, more)).text);
    expect(await recordedReads(job.id)).toEqual([]);
    await stranger.api.post(`${jobs}/${job.id}/cancel`).expect(404);
    expect((await stranger.api.get(jobs).expect(200)).body).toEqual({ items: [], nextCursor: null });
    await jobEnd(operator, job);
    await operator.api.post(`${jobs}/${job.id}/cancel`).expect(409);
    await operator.api.post(`${jobs}/${job.id}/resume`).expect(409);
  });

  it('asks for the permission to import at the target, not at intake alone', async () => {
    const caller = await intake.service.signIn(['intake.*']);
    const { id: sourceFileId } = await uploadFile(caller, header);
    const { body } = await caller.api.post(jobs, { sourceFileId, recipe: { name: 'wri-plants' }, mode: 'apply' }).expect(403);
    expect(body).toMatchObject({ code: 'permission-missing', detail: expect.stringContaining('assets.plant.import') });
  });

  it('lists jobs by status, newest first', async () => {
    const caller = await intake.readyOperator();
    const failed = await importAll(caller, 'code\n1\n', 'test-plants');
    const done = await importAll(caller, `${header}LST1,Uno,PV,1\n`, 'test-plants');
    const list = async (query: string) => ((await caller.api.get(`${jobs}${query}`).expect(200)).body as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(await list('')).toEqual([done.id, failed.id]);
    expect(await list('?status=failed')).toEqual([failed.id]);
    expect(await list('?limit=1')).toEqual([done.id]);
    expect((await readJob(caller, done.id)).fileName).toBe('plants.csv');
    await caller.api.get(`${jobs}?cursor=WyJ4Il0`).expect(400);
  });
});
