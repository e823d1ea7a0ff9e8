import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chunkNotFound, type BatchReceipt } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const send = (chunk: object) => importer.api.post('/api/v1/assets/plants/batches', chunk);

it('a chunk sent again while it is still being applied waits for its receipt, and has one effect', async () => {
  const chunk = { importJobId: randomUUID(), chunkIndex: 0, rows: Array.from({ length: 200 }, (_, index) => ({ rowNumber: index + 1, values: aPlant({ code: `TWICE-${index}` }) })) };
  const answers = await Promise.all([send(chunk), send(chunk), send(chunk)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
  const registered = (await service.outbox('assets.plant.registered.v1')).filter(({ data }) => (data as { code: string }).code.startsWith('TWICE-'));
  expect(registered).toHaveLength(200);
});

it('the receipt of a chunk that was not applied is not found, and asking for it applies nothing', async () => {
  const chunk = { importJobId: randomUUID(), chunkIndex: 3, rows: [{ rowNumber: 1, values: aPlant({ code: 'RECEIPT-1' }) }] };
  const ask = () => send({ ...chunk, receiptOnly: true });
  expect((await ask().expect(404)).body).toMatchObject({ code: chunkNotFound });
  expect((await importer.api.get('/api/v1/assets/plants?text=RECEIPT-').expect(200)).body).toMatchObject({ items: [] });
  const applied = await send(chunk).expect(200);
  expect((await ask().expect(200)).body).toEqual(applied.body);
});

it('a chunk of whoever reaches the plants of a list changes these, and tells of no others whether there are any', async () => {
  const register = async (code: string) => ((await importer.api.post('/api/v1/assets/plants', aPlant({ code })).expect(201)).body as { plantId: string }).plantId;
  const [mine, theirs] = [await register('SCOPE-MINE'), await register('SCOPE-THEIRS')];
  const limited = await service.signIn(['assets.*'], { tenantId: importer.tenantId, rowScope: { plants: [mine] } });
  const rows = ['SCOPE-MINE', 'SCOPE-THEIRS', 'SCOPE-NEW'].map((code, index) => ({ rowNumber: index + 1, values: aPlant({ code, name: 'Renamed' }) }));
  const chunk = (dryRun: boolean) => limited.api.post('/api/v1/assets/plants/batches', { importJobId: randomUUID(), chunkIndex: 0, dryRun, rows }).expect(200);
  for (const dryRun of [true, false]) {
    const { results } = (await chunk(dryRun)).body as BatchReceipt;
    expect(results.map(({ outcome, errors }) => [outcome, errors[0]?.code])).toEqual([['updated', undefined], ['rejected', 'outside-row-scope'], ['rejected', 'outside-row-scope']]);
    const [, known, unknown] = results;
    expect({ ...known?.errors[0], value: '' }).toEqual({ ...unknown?.errors[0], value: '' });
    expect([known?.recordId, unknown?.recordId]).toEqual([null, null]);
  }
  const { rows: stored } = await service.database.admin.query(`select id, name from assets.plant where code like 'SCOPE-%' order by id`);
  expect(stored).toEqual([{ id: mine, name: 'Renamed' }, { id: theirs, name: aPlant().name }]);
});

it('whoever reaches the plants of a list registers no other, nor learns by trying which codes are taken', async () => {
  const limited = await service.signIn(['assets.*'], { tenantId: importer.tenantId, rowScope: { plants: [randomUUID()] } });
  for (const code of ['TWICE-1', 'SCOPE-NOBODYS']) expect((await limited.api.post('/api/v1/assets/plants', aPlant({ code })).expect(403)).body).toMatchObject({ code: 'outside-row-scope' });
});

describe('a plan', () => {
  const plan = async (rows: object[]) => (await importer.api.post('/api/v1/assets/plants/batches', { importJobId: randomUUID(), chunkIndex: 0, dryRun: true, rows: rows.map((values, index) => ({ rowNumber: index + 1, values })) }).expect(200)).body as BatchReceipt;

  it('tells what each update would change, before and after, and what all rows amount to by type', async () => {
    await importer.api.post('/api/v1/assets/plants', aPlant({ code: 'DIFF-1', type: 'Wind', capacityKw: '1000', status: 'Under Construction', tags: ['a'] })).expect(201);
    const { results, impact } = await plan([
      aPlant({ code: 'DIFF-1', type: 'Wind', capacityKw: '999.5', status: 'In Operation', tags: ['a', 'b'] }),
      aPlant({ code: 'DIFF-2', type: 'Wind', capacityKw: '0.25' }),
      aPlant({ code: 'DIFF-3', type: 'Photovoltaic', capacityKw: '10' }),
      { ...aPlant({ code: 'DIFF-4' }), capacityKw: 'many' },
    ]);
    expect(results.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ['updated', [
        { field: 'status', before: 'Under Construction', after: 'In Operation' },
        { field: 'capacityKw', before: '1000', after: '999.5' },
        { field: 'tags', before: ['a'], after: ['a', 'b'] },
      ]],
      ['created', undefined], ['created', undefined], ['rejected', undefined],
    ]);
    expect(impact).toEqual([
      { group: 'Photovoltaic', created: 1, updated: 0, measure: 'capacityKw', added: '10', changed: '0' },
      { group: 'Wind', created: 1, updated: 1, measure: 'capacityKw', added: '0.25', changed: '-0.5' },
    ]);
    expect((await importer.api.get('/api/v1/assets/plants?text=DIFF-').expect(200)).body).toMatchObject({ items: [{ code: 'DIFF-1', version: 1 }] });
  });
});

it('a file says in words whether a plant stands under protection, and a later file that says nothing of it leaves that be', async () => {
  const apply = async (values: object) => ((await send({ importJobId: randomUUID(), chunkIndex: 0, rows: [{ rowNumber: 1, values: { code: 'GUARDED-1', name: 'Sotto tutela', type: 'Wind', capacityKw: '10', ...values } }] }).expect(200)).body as BatchReceipt).results[0]?.outcome;
  const held = async () => (await importer.api.get('/api/v1/assets/plants?text=GUARDED-').expect(200)).body as { items: { protectedArea: boolean }[] };
  expect(await apply({ protectedArea: 'true' })).toBe('created');
  expect(await apply({})).toBe('unchanged');
  expect(await held()).toMatchObject({ items: [{ protectedArea: true }] });
  expect(await apply({ protectedArea: 'false' })).toBe('updated');
  expect(await apply({ protectedArea: 'forse' })).toBe('rejected');
  expect(await held()).toMatchObject({ items: [{ protectedArea: false }] });
});

it('a row that is turned down in part is turned down whole', async () => {
  await importer.api.post('/api/v1/assets/plants', aPlant({ code: 'WHOLE-1', status: 'In Operation', commissionedOn: '2011-05-01' })).expect(201);
  const apply = async (values: object) => ((await send({ importJobId: randomUUID(), chunkIndex: 0, rows: [{ rowNumber: 1, values: { ...aPlant({ code: 'WHOLE-1' }), ...values } }] }).expect(200)).body as BatchReceipt).results[0];
  expect(await apply({ name: 'Renamed', status: 'In Authorization' })).toMatchObject({ outcome: 'rejected', errors: [{ code: 'plant-status-not-reachable' }] });
  expect(await apply({ name: 'Renamed', commissioningYear: 2010 })).toMatchObject({ outcome: 'rejected' });
  expect((await importer.api.get('/api/v1/assets/plants?text=WHOLE-').expect(200)).body).toMatchObject({ items: [{ name: aPlant().name, version: 1 }] });
});

it('a chunk of more plants than are stored at once stores each once, tells of each once, and a later row of it still changes what an earlier one registered', async () => {
  const rows = Array.from({ length: 1300 }, (_, index) => ({ rowNumber: index + 1, values: aPlant({ code: `MANY-${index % 1200}`, name: index < 1200 ? 'First' : 'Second' }) }));
  for (const [prefix, some] of [['MANY', rows], ['LONE', rows.slice(0, 1200).map(({ rowNumber, values }) => ({ rowNumber, values: { ...values, code: values.code.replace('MANY', 'LONE') } }))]] as const) {
    const { results } = (await send({ importJobId: randomUUID(), chunkIndex: 0, rows: some }).expect(200)).body as BatchReceipt;
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(1200);
    expect(results.filter(({ outcome }) => outcome === 'updated')).toHaveLength(some.length - 1200);
    const { rows: [stored] } = await service.database.admin.query<{ n: number; second: number }>(`select count(*)::int as n, count(*) filter (where name = 'Second')::int as second from assets.plant where code like $1`, [`${prefix}-%`]);
    expect(stored).toEqual({ n: 1200, second: some.length - 1200 });
    const told = (await service.outbox('assets.plant.registered.v1')).map(({ data }) => (data as { code: string }).code).filter((code) => code.startsWith(prefix));
    expect([told.length, new Set(told).size]).toEqual([1200, 1200]);
  }
});

it('a chunk that fails behind what it stored already leaves nothing of it', async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({ rowNumber: index + 1, values: aPlant({ code: `GONE-${index}` }) }));
  await service.database.admin.query(`alter table assets.plant add constraint refuses_the_last check (code <> 'GONE-1199')`);
  try {
    expect((await send({ importJobId: randomUUID(), chunkIndex: 0, rows })).status).toBeGreaterThanOrEqual(500);
  } finally {
    await service.database.admin.query('alter table assets.plant drop constraint refuses_the_last');
  }
  expect((await importer.api.get('/api/v1/assets/plants?text=GONE-').expect(200)).body).toMatchObject({ items: [] });
  expect((await service.outbox('assets.plant.registered.v1')).filter(({ data }) => (data as { code: string }).code.startsWith('GONE-'))).toEqual([]);
});
