import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BatchReceipt, ComponentView, UndoAnswer, UndoChunkReceipt } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const path = '/api/v1/assets/components/batches';
let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*', 'intake.import-job.undo']);
});
afterAll(() => service?.stop());

type APlant = { plantId: string; plantCode: string };
async function registerPlant(): Promise<APlant> {
  const plantCode = `PLANT-${randomUUID().slice(0, 8)}`;
  const { plantId } = (await importer.api.post('/api/v1/assets/plants', aPlant({ code: plantCode })).expect(201)).body as { plantId: string };
  return { plantId, plantCode };
}
const row = ({ plantCode }: APlant, code: string, more: object = {}) => ({ plantCode, code, name: `Componente ${code}`, kind: 'inverter', ...more });
async function chunk(importJobId: string, rows: object[], chunkIndex = 0): Promise<string[]> {
  const body = { importJobId, chunkIndex, rows: rows.map((values, at) => ({ rowNumber: chunkIndex * 2000 + at + 1, values })) };
  return ((await importer.api.post(path, body).expect(200)).body as BatchReceipt).results.map(({ outcome }) => outcome);
}
const throughIntake = (caller: Caller) => service.through('intake', caller).api;
const undo = async (importJobId: string, dryRun = false, caller = importer) => (await throughIntake(caller).post(`${path}/undo`, { importJobId, dryRun }).expect(200)).body as UndoAnswer;
const undoChunk = async (importJobId: string, chunkIndex = 0) => (await throughIntake(importer).post(`${path}/undo/chunks`, { importJobId, chunkIndex }).expect(200)).body as UndoChunkReceipt;
async function undoWhole(importJobId: string): Promise<void> {
  expect(await undo(importJobId)).toMatchObject({ opened: true });
  for (let index = 0; (await undoChunk(importJobId, index)).left > 0; index += 1);
}
const componentsOf = async ({ plantId }: APlant) => ((await importer.api.get(`/api/v1/assets/plants/${plantId}/components?limit=200`).expect(200)).body as { items: ComponentView[] }).items;
/** All that is told of components, but how often they were changed. */
const facts = async (plant: APlant) => (await componentsOf(plant)).map(({ version: _version, updatedAt: _updatedAt, ...told }) => told);
const named = async (plant: APlant, code: string) => (await componentsOf(plant)).find((component) => component.code === code) as ComponentView;
const change = async (plant: APlant, code: string, body: object) => {
  const { id, version } = await named(plant, code);
  return importer.api.patch(`/api/v1/assets/plants/${plant.plantId}/components/${id}`, body).set('if-match', `"${version}"`);
};
const add = (plant: APlant, body: object) => importer.api.post(`/api/v1/assets/plants/${plant.plantId}/components`, { name: 'Aggiunto', kind: 'inverter', ...body });
const eventsOf = async (id: string) => (await service.outbox()).filter(({ subject, type }) => subject === id && type.startsWith('assets.')).map(({ type }) => type.replace('assets.component.', ''));
const told = ({ obstacles }: UndoAnswer) => obstacles.map(({ name, code, detail }) => [name, code, detail]).sort();

describe('undoing an import of components', () => {
  it('takes away what it registered, parts first, and gives what it changed and moved back what it held', async () => {
    const [plant, importJobId] = [await registerPlant(), randomUUID()];
    await chunk(randomUUID(), [row(plant, 'CAMPO', { kind: 'array' }), row(plant, 'I', { parentCode: 'CAMPO', ratedPowerKw: '60', notes: 'first', manufacturer: 'SMA' }), row(plant, 'SAME')]);
    const before = await facts(plant);
    const rows = [row(plant, 'NEW', { kind: 'array', parentCode: 'CAMPO' }), row(plant, 'I', { parentCode: 'NEW', name: 'Renamed', ratedPowerKw: '75.5', notes: null }), row(plant, 'M', { kind: 'meter', parentCode: 'I' }), row(plant, 'SAME')];
    expect(await chunk(importJobId, rows)).toEqual(['created', 'updated', 'created', 'unchanged']);
    expect(await chunk(importJobId, [row(plant, 'I', { name: 'Renamed again', warrantyEndsOn: '2030-01-01' }), row(plant, 'M', { kind: 'meter', name: 'Contatore', parentCode: null })], 1)).toEqual(['updated', 'updated']);
    const [added, meter, changed] = [await named(plant, 'NEW'), await named(plant, 'M'), await named(plant, 'I')];
    expect(await undo(importJobId, true)).toMatchObject({ opened: false, records: 3, obstacleCount: 0 });
    expect(await undo(importJobId)).toMatchObject({ opened: true, records: 3 });
    const receipt = await undoChunk(importJobId);
    expect(receipt).toEqual({ importJobId, chunkIndex: 0, removed: 2, restored: 1, left: 0 });
    expect(await undoChunk(importJobId)).toEqual(receipt);
    expect(await undo(importJobId)).toMatchObject({ opened: true, records: 3 });
    expect(await facts(plant)).toEqual(before);
    expect([await eventsOf(added.id), await eventsOf(meter.id)]).toEqual([['registered.v1', 'withdrawn.v1'], ['registered.v1', 'changed.v1', 'moved.v1', 'withdrawn.v1']]);
    expect((await eventsOf(changed.id)).slice(-2)).toEqual(['changed.v1', 'moved.v1']);
    await importer.api.get(`/api/v1/assets/plants/${plant.plantId}/components/${added.id}`).expect(404);
    const bulk = (await service.outbox('audit.recorded.v1')).filter(({ subject, data }) => subject === importJobId && (data as { action: string }).action.endsWith('undo-chunk'));
    expect(bulk.map(({ data }) => (data as { count: number }).count)).toEqual([3]);
  });

  it('is refused as a whole where anything hangs on what came, or changed since, and names it', async () => {
    const [plant, importJobId] = [await registerPlant(), randomUUID()];
    await chunk(randomUUID(), [row(plant, 'OLD', { kind: 'array' }), row(plant, 'MOVED', { parentCode: 'OLD' })]);
    await chunk(importJobId, [...['PARTS', 'CARED', 'TOUCHED', 'GONE', 'FINE'].map((code) => row(plant, code)), row(plant, 'READ', { kind: 'meter' }), row(plant, 'MOVED', { parentCode: null })]);
    await add(plant, { code: 'HANGS', parentId: (await named(plant, 'PARTS')).id }).expect(201);
    await importer.api.post(`/api/v1/assets/plants/${plant.plantId}/maintenance`, { title: 'Tagliando', type: 'Ordinary', plannedOn: '2030-01-01', componentId: (await named(plant, 'CARED')).id }).expect(201);
    expect((await change(plant, 'TOUCHED', { name: 'By hand' })).status).toBe(200);
    const remove = async (code: string) => {
      const { id, version } = await named(plant, code);
      await importer.api.post(`/api/v1/assets/plants/${plant.plantId}/components/${id}/removal`, { removedOn: '2025-01-01' }).set('if-match', `"${version}"`).expect(200);
    };
    await remove('GONE');
    await remove('OLD');
    await importer.api.post(`/api/v1/assets/plants/${plant.plantId}/meters/${(await named(plant, 'READ')).id}/readings`, { source: 'portal', readings: [{ startsAt: '2025-01-01T00:00:00Z', interval: 'hour', energyKwh: '1' }] }).expect(200);
    const [before, answer] = [await componentsOf(plant), await undo(importJobId)];
    expect(answer).toMatchObject({ opened: false, records: 7, obstacleCount: 6 });
    const at = (code: string) => `${plant.plantCode} ${code}`;
    expect(told(answer)).toEqual([
      [at('CARED'), 'in-use', 'has maintenance'], [at('GONE'), 'deleted-since', 'was taken out of its plant since'], [at('MOVED'), 'changed-since', 'was part of a component that was taken out since'],
      [at('PARTS'), 'in-use', 'has parts that were put in since'], [at('READ'), 'in-use', 'has readings'], [at('TOUCHED'), 'changed-since', 'was changed since, by hand or by another import'],
    ]);
    expect(await componentsOf(plant)).toEqual(before);
    expect((await throughIntake(importer).post(`${path}/undo/chunks`, { importJobId, chunkIndex: 0 }).expect(409)).body).toMatchObject({ code: 'import-is-not-being-undone' });
  });

  it('gives serial numbers back that went round between components and plants, unless another one has them by now', async () => {
    const [plant, other, importJobId, second] = [await registerPlant(), await registerPlant(), randomUUID(), randomUUID()];
    const serial = (name: string) => ({ manufacturer: 'SMA', serialNumber: `${name}-${plant.plantCode}` });
    await chunk(randomUUID(), [row(plant, 'A', serial('1')), row(other, 'B', serial('2'))]);
    const before = [await facts(plant), await facts(other)];
    await chunk(importJobId, [row(plant, 'A', { serialNumber: null })]);
    await chunk(importJobId, [row(other, 'B', serial('1'))], 1);
    await chunk(importJobId, [row(plant, 'A', serial('2'))], 2);
    await undoWhole(importJobId);
    expect([await facts(plant), await facts(other)]).toEqual(before);
    await chunk(second, [row(plant, 'A', { serialNumber: null })]);
    await add(other, { code: 'TAKES', ...serial('1') }).expect(201);
    expect(told(await undo(second))).toEqual([[`${plant.plantCode} A`, 'changed-since', 'would get back a serial number that another component has by now']]);
  });

  it('turns a tree back that was turned upside down, and refuses where it would be part of itself by now', async () => {
    const [plant, importJobId, second] = [await registerPlant(), randomUUID(), randomUUID()];
    await chunk(randomUUID(), [row(plant, 'A'), row(plant, 'B', { parentCode: 'A' }), row(plant, 'C', { parentCode: 'B' })]);
    const before = await facts(plant);
    for (const [index, moved] of [['C', null], ['B', 'C'], ['A', 'B']].entries()) await chunk(importJobId, [row(plant, moved[0] ?? '', { parentCode: moved[1] })], index);
    expect((await componentsOf(plant)).map(({ path: told }) => told)).toEqual([['C', 'B', 'A'], ['C', 'B'], ['C']]);
    await undoWhole(importJobId);
    expect(await facts(plant)).toEqual(before);
    await chunk(second, [row(plant, 'C', { parentCode: null })]);
    const { id, version } = await named(plant, 'A');
    await importer.api.post(`/api/v1/assets/plants/${plant.plantId}/components/${id}/parent`, { parentId: (await named(plant, 'C')).id }).set('if-match', `"${version}"`).expect(200);
    expect(told(await undo(second))).toEqual([[`${plant.plantCode} C`, 'changed-since', 'has no place any more where it was before']]);
  });

  it('goes on where it was left; until then its plants stay as they are, and nothing is hung on what goes', async () => {
    const [plant, other, importJobId] = [await registerPlant(), await registerPlant(), randomUUID()];
    await chunk(importJobId, [...Array.from({ length: 700 }, (_, at) => row(plant, `C-${at}`)), row(plant, 'M', { kind: 'meter' })]);
    const { id: meterId } = (await componentsOf(plant)).find(({ kind }) => kind === 'meter') ?? ((await importer.api.get(`/api/v1/assets/plants/${plant.plantId}/components?kind=meter`)).body as { items: ComponentView[] }).items[0] as ComponentView;
    await undo(importJobId);
    const refused = [
      await change(plant, 'C-0', { name: 'In between' }), await add(plant, { code: 'LATE' }),
      await importer.api.post(`/api/v1/assets/plants/${plant.plantId}/maintenance`, { title: 'Tagliando', type: 'Ordinary', plannedOn: '2030-01-01', componentId: meterId }),
      await importer.api.post(`/api/v1/assets/plants/${plant.plantId}/meters/${meterId}/readings`, { source: 'portal', readings: [{ startsAt: '2025-01-01T00:00:00Z', interval: 'hour', energyKwh: '1' }] }),
    ];
    expect(refused.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(Array.from({ length: 4 }, () => [409, 'being-undone']));
    await add(other, { code: 'ELSEWHERE' }).expect(201);
    expect((await importer.api.post(path, { importJobId, chunkIndex: 1, rows: [{ rowNumber: 2001, values: row(other, 'LATE') }] }).expect(409)).body).toMatchObject({ code: 'import-is-undone' });
    expect(await undoChunk(importJobId, 0)).toMatchObject({ removed: 500, left: 201 });
    expect(await undoChunk(importJobId, 1)).toMatchObject({ removed: 201, left: 0 });
    expect(await componentsOf(plant)).toEqual([]);
    await add(plant, { code: 'C-0' }).expect(201);
  });

  it('three at once have one effect, and imports upon imports are undone, the last first', async () => {
    const [plant, first, second, third] = [await registerPlant(), randomUUID(), randomUUID(), randomUUID()];
    await chunk(first, [row(plant, 'A', { name: 'By the first' })]);
    const { id } = await named(plant, 'A');
    await chunk(second, [row(plant, 'A', { name: 'By the second' })]);
    expect(told(await undo(first))).toEqual([[`${plant.plantCode} A`, 'changed-since', 'was changed since, by hand or by another import']]);
    expect((await Promise.all([undo(second), undo(second), undo(second)])).map(({ opened }) => opened)).toEqual([true, true, true]);
    await Promise.all([undoChunk(second), undoChunk(second), undoChunk(second)]);
    expect(await eventsOf(id)).toEqual(['registered.v1', 'changed.v1', 'changed.v1']);
    await chunk(third, [row(plant, 'A', { name: 'By the third' })]);
    await undoWhole(third);
    expect(await named(plant, 'A')).toMatchObject({ name: 'By the first' });
    await undoWhole(first);
    expect(await componentsOf(plant)).toEqual([]);
  });

  it('is refused where it reaches plants that the caller does not, to who may not, by hand, and of what was kept of no import', async () => {
    const [plant, importJobId] = [await registerPlant(), randomUUID()];
    await chunk(importJobId, [row(plant, 'A')]);
    const limited = await service.signIn(['assets.*', 'intake.import-job.undo'], { tenantId: importer.tenantId, rowScope: { plants: [randomUUID()] } });
    expect((await undo(importJobId, false, limited)).obstacles).toMatchObject([{ name: null, code: 'outside-row-scope' }]);
    expect(await undo(importJobId, true, await service.signIn(['assets.*', 'intake.import-job.undo']))).toMatchObject({ records: 0 });
    const requests = [['', { importJobId, dryRun: false }], ['/chunks', { importJobId, chunkIndex: 0 }]] as const;
    for (const grants of [['assets.*' as const], ['assets.component.read' as const, 'intake.import-job.undo' as const]]) {
      const api = throughIntake(await service.signIn(grants, { tenantId: importer.tenantId }));
      for (const [route, body] of requests) expect((await api.post(`${path}/undo${route}`, body).expect(403)).body).toMatchObject({ code: 'permission-missing' });
    }
    for (const [route, body] of requests) expect((await importer.api.post(`${path}/undo${route}`, body).expect(403)).body).toMatchObject({ code: 'only-by-service' });
    await service.database.admin.query('delete from assets.component_import_change where import_job_id = $1', [importJobId]);
    expect((await throughIntake(importer).post(`${path}/undo`, { importJobId, dryRun: true }).expect(409)).body).toMatchObject({ code: 'import-without-history' });
  });
});
