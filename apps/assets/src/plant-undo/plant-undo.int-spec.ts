import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BatchReceipt, PlantView, RegisterPlantBody, UndoAnswer, UndoChunkReceipt } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const path = '/api/v1/assets/plants';
let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*', 'intake.import-job.undo']);
});
afterAll(() => service?.stop());

let series = 0;
/** Codes that no other test has. */
const codes = (...names: string[]) => ((series += 1), names.map((name) => `U${series}-${name}`));
const chunk = async (importJobId: string, chunkIndex: number, rows: Partial<RegisterPlantBody>[], caller = importer) => {
  const body = { importJobId, chunkIndex, rows: rows.map((values, index) => ({ rowNumber: chunkIndex * 500 + index + 1, values: aPlant(values) })) };
  return ((await caller.api.post(`${path}/batches`, body).expect(200)).body as BatchReceipt).results;
};
const undo = async (importJobId: string, dryRun = false, caller = importer) => (await service.through('intake', caller).api.post(`${path}/batches/undo`, { importJobId, dryRun }).expect(200)).body as UndoAnswer;
const undoChunk = async (importJobId: string, chunkIndex = 0) => (await service.through('intake', importer).api.post(`${path}/batches/undo/chunks`, { importJobId, chunkIndex }).expect(200)).body as UndoChunkReceipt;
const plant = async (code: string) => ((await importer.api.get(`${path}?text=${code}`).expect(200)).body as { items: PlantView[] }).items[0];
const change = async (code: string, body: object) => {
  const { id, version } = (await plant(code)) ?? {};
  return importer.api.patch(`${path}/${id}`, body).set('if-match', `"${version}"`);
};
const eventsOf = async (id: string) => (await service.outbox()).filter(({ subject, type }) => subject === id && type.startsWith('assets.')).map(({ type }) => type);

describe('undoing an import', () => {
  it('removes what it registered and gives what it changed back what it held, with the events of any change', async () => {
    const [kept = '', added = ''] = codes('KEPT', 'ADDED');
    await chunk(randomUUID(), 0, [{ code: kept, name: 'As it was', capacityKw: '10', latitudeDeg: '45.1', status: 'Under Construction', protectedArea: true, tags: ['old'] }]);
    const before = await plant(kept);
    const job = randomUUID();
    await chunk(job, 0, [{ code: kept, name: 'Renamed', capacityKw: '20', latitudeDeg: '46.2', status: 'In Operation', tags: [] }, { code: added }]);
    await chunk(job, 1, [{ code: kept, name: 'Renamed again', capacityKw: '30', latitudeDeg: '46.2', status: 'Decommissioned', tags: [] }]);
    const addedId = (await plant(added))?.id ?? '';
    expect(await undo(job, true)).toMatchObject({ opened: false, records: 2, obstacleCount: 0 });
    expect(await undo(job)).toMatchObject({ opened: true, records: 2 });
    expect(await undo(job)).toMatchObject({ opened: true, records: 2 });
    const first = await undoChunk(job);
    expect(first).toMatchObject({ removed: 1, restored: 1, left: 0 });
    expect(await undoChunk(job)).toEqual(first);
    expect(await plant(added)).toBeUndefined();
    expect(await plant(kept)).toEqual({ ...before, version: 4, updatedAt: expect.any(String) });
    expect(await eventsOf(addedId)).toEqual(['assets.plant.registered.v1', 'assets.plant.deleted.v1']);
    expect((await eventsOf(before?.id ?? '')).slice(-2)).toEqual(['assets.plant.changed.v1', 'assets.plant.status-changed.v1']);
    const bulk = (await service.outbox('audit.recorded.v1')).filter(({ subject, data }) => subject === job && (data as { action: string }).action.endsWith('undo-chunk'));
    expect(bulk.map(({ data }) => (data as { count: number }).count)).toEqual([2]);
  });

  it('is refused as a whole, and names what stands in the way: changed, removed, held by another undo', async () => {
    const [changed = '', removed = '', fine = ''] = codes('CHANGED', 'REMOVED', 'FINE');
    const job = randomUUID();
    await chunk(job, 0, [{ code: changed }, { code: removed }, { code: fine }]);
    await (await change(changed, { name: 'By hand' }));
    const { id, version } = (await plant(removed)) ?? {};
    await importer.api.delete(`${path}/${id}`).set('if-match', `"${version}"`).expect(204);
    const answer = await undo(job);
    expect(answer).toMatchObject({ opened: false, obstacleCount: 2 });
    expect(answer.obstacles.map(({ name, code }) => [name, code]).sort()).toEqual([[changed, 'changed-since'], [removed, 'deleted-since']]);
    expect((await plant(fine))?.version).toBe(1);
    expect((await service.through('intake', importer).api.post(`${path}/batches/undo/chunks`, { importJobId: job, chunkIndex: 0 }).expect(409)).body).toMatchObject({ code: 'import-is-not-being-undone' });
  });

  it('keeps its plants as they are from the check to the last chunk, and takes no late chunk of the import', async () => {
    const [held = ''] = codes('HELD');
    const job = randomUUID();
    await chunk(job, 0, [{ code: held }]);
    await undo(job);
    expect((await change(held, { name: 'In between' })).body).toMatchObject({ status: 409, code: 'being-undone' });
    const late = { importJobId: job, chunkIndex: 1, rows: [{ rowNumber: 501, values: aPlant() }] };
    expect((await importer.api.post(`${path}/batches`, late).expect(409)).body).toMatchObject({ code: 'import-is-undone' });
    expect(await undoChunk(job)).toMatchObject({ removed: 1, left: 0 });
  });

  it('of a change made by hand between two of its chunks is refused', async () => {
    const [code = ''] = codes('BETWEEN');
    const job = randomUUID();
    await chunk(job, 0, [{ code, name: 'First' }]);
    await change(code, { name: 'By hand' });
    await chunk(job, 1, [{ code, name: 'Second' }]);
    expect((await undo(job)).obstacles).toMatchObject([{ name: code, code: 'changed-since' }]);
  });

  it('goes back through several imports, the last first', async () => {
    const [code = ''] = codes('TWICE');
    const [first, second] = [randomUUID(), randomUUID()];
    await chunk(first, 0, [{ code, name: 'By the first' }]);
    await chunk(second, 0, [{ code, name: 'By the second' }]);
    expect((await undo(first)).obstacles).toMatchObject([{ code: 'changed-since' }]);
    await undo(second);
    await undoChunk(second);
    expect(await plant(code)).toMatchObject({ name: 'By the first', version: 3 });
    expect(await undo(first)).toMatchObject({ opened: true });
    await undoChunk(first);
    expect(await plant(code)).toBeUndefined();
  });

  it('two at once: one is opened, and each chunk has its effect once', async () => {
    const [code = ''] = codes('RACE');
    const job = randomUUID();
    await chunk(job, 0, [{ code }]);
    const id = (await plant(code))?.id ?? '';
    expect((await Promise.all([undo(job), undo(job), undo(job)])).map(({ opened }) => opened)).toEqual([true, true, true]);
    await Promise.all([undoChunk(job), undoChunk(job), undoChunk(job)]);
    expect(await eventsOf(id)).toEqual(['assets.plant.registered.v1', 'assets.plant.deleted.v1']);
  });

  it('is refused where it reaches plants that the caller does not', async () => {
    const [code = ''] = codes('SCOPE');
    const job = randomUUID();
    await chunk(job, 0, [{ code }]);
    const limited = await service.signIn(['assets.*', 'intake.import-job.undo'], { tenantId: importer.tenantId, rowScope: { plants: [randomUUID()] } });
    expect((await undo(job, false, limited)).obstacles).toMatchObject([{ name: null, code: 'outside-row-scope' }]);
    const stranger = await service.signIn(['assets.*', 'intake.import-job.undo']);
    expect(await undo(job, true, stranger)).toMatchObject({ records: 0 });
  });

  it('is for those who may undo and import, not for whoever imports', async () => {
    const [code = ''] = codes('MAY');
    const importJobId = randomUUID();
    await chunk(importJobId, 0, [{ code }]);
    const others = await Promise.all([['assets.*' as const], ['assets.plant.read' as const, 'intake.import-job.undo' as const]].map(async (grants) => service.through('intake', await service.signIn(grants, { tenantId: importer.tenantId }))));
    for (const { api } of others) expect((await api.post(`${path}/batches/undo`, { importJobId, dryRun: false }).expect(403)).body).toMatchObject({ code: 'permission-missing' });
    await undo(importJobId);
    for (const { api } of others) expect((await api.post(`${path}/batches/undo/chunks`, { importJobId, chunkIndex: 0 }).expect(403)).body).toMatchObject({ code: 'permission-missing' });
    expect(await undoChunk(importJobId)).toMatchObject({ removed: 1 });
  });

  it('is asked for by intake, which knows whose imports one may undo, and by nobody by hand', async () => {
    const [code = ''] = codes('HAND');
    const importJobId = randomUUID();
    await chunk(importJobId, 0, [{ code }]);
    for (const { api } of [importer, service.through('workflows', importer)]) {
      for (const [route, body] of [['', { importJobId, dryRun: true }], ['', { importJobId, dryRun: false }], ['/chunks', { importJobId, chunkIndex: 0 }]] as const) {
        expect((await api.post(`${path}/batches/undo${route}`, body).expect(403)).body).toMatchObject({ code: 'only-by-service' });
      }
    }
    expect(await plant(code)).toBeDefined();
    expect(await undo(importJobId)).toMatchObject({ opened: true });
  });
});
