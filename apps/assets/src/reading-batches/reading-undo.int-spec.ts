import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BatchReceipt, ReadingCorrection, ReadingView, UndoAnswer, UndoChunkReceipt } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aComponent } from '../test/component.builder.ts';
import { aPlant } from '../test/plant.builder.ts';

const path = '/api/v1/assets/readings/batches';
let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*', 'intake.import-job.undo']);
});
afterAll(() => service?.stop());

type Meter = { plantId: string; meterId: string; name: string };
async function aMeter(): Promise<Meter> {
  const { plantId } = (await importer.api.post('/api/v1/assets/plants', aPlant({ code: `PLANT-${randomUUID().slice(0, 8)}` })).expect(201)).body as { plantId: string };
  const name = `M-${randomUUID().slice(0, 8)}`;
  const { componentId } = (await importer.api.post(`/api/v1/assets/plants/${plantId}/components`, aComponent({ kind: 'meter', code: name })).expect(201)).body as { componentId: string };
  return { plantId, meterId: componentId, name };
}
const readingsOf = ({ plantId, meterId }: Meter) => `/api/v1/assets/plants/${plantId}/meters/${meterId}/readings`;
const hour = (at: number) => new Date(Date.UTC(2025, 0, 1, at)).toISOString();
const row = ({ name }: Meter, at: number, energyKwh: string, reason: string | null = 'read again') => ({ meter: name, startsAt: hour(at), interval: 'hour', energyKwh, reason });
async function chunk(importJobId: string, rows: object[], chunkIndex = 0) {
  const body = { importJobId, chunkIndex, rows: rows.map((values, at) => ({ rowNumber: chunkIndex * 2000 + at + 1, values })) };
  return ((await importer.api.post(path, body).expect(200)).body as BatchReceipt).results.map(({ outcome }) => outcome);
}
const byHand = (meter: Meter, at: number, energyKwh: string) =>
  importer.api.post(readingsOf(meter), { source: 'portal', reason: 'looked up', readings: [{ startsAt: hour(at), interval: 'hour', energyKwh }] });
const throughIntake = (caller: Caller) => service.through('intake', caller).api;
const undo = async (importJobId: string, dryRun = false, caller = importer) => (await throughIntake(caller).post(`${path}/undo`, { importJobId, dryRun }).expect(200)).body as UndoAnswer;
const undoChunk = async (importJobId: string, chunkIndex = 0) => (await throughIntake(importer).post(`${path}/undo/chunks`, { importJobId, chunkIndex }).expect(200)).body as UndoChunkReceipt;
async function undoWhole(importJobId: string): Promise<void> {
  expect(await undo(importJobId)).toMatchObject({ opened: true });
  for (let index = 0; (await undoChunk(importJobId, index)).left > 0; index += 1);
}
const shown = async (meter: Meter) => ((await importer.api.get(`${readingsOf(meter)}?limit=200`).expect(200)).body as { items: ReadingView[] }).items;
const held = async (meter: Meter) => (await shown(meter)).map(({ startsAt, energyKwh, quality, source }) => [startsAt, energyKwh, quality, source]);
const stored = async ({ meterId }: Meter) => (await service.database.admin.query('select * from assets.meter_reading where meter_id = $1 order by starts_at', [meterId])).rows as object[];
const told = async ({ meterId }: Meter) => (await service.outbox('assets.reading-upload.recorded.v1')).map(({ data }) => data as { meterId: string; source: string }).filter((data) => data.meterId === meterId);

describe('undoing an import of readings', () => {
  it('withdraws what it brought and gives what it corrected back what it held, with where that was from; the history keeps both', async () => {
    const [meter, other, importJobId] = [await aMeter(), await aMeter(), randomUUID()];
    await byHand(meter, 0, '1');
    const before = await stored(meter);
    await chunk(importJobId, [row(meter, 0, '2'), row(meter, 1, '3'), row(other, 5, '9')]);
    expect(await chunk(importJobId, [row(meter, 0, '2.5'), row(meter, 1, '3.5'), row(meter, 2, '4'), row(meter, 2, '4.5')], 1)).toEqual(['updated', 'updated', 'created', 'updated']);
    expect(await undo(importJobId, true)).toMatchObject({ opened: false, records: 4, obstacleCount: 0 });
    expect(await undo(importJobId)).toMatchObject({ opened: true, records: 4 });
    expect(await undo(importJobId)).toMatchObject({ opened: true, records: 4 });
    const receipt = await undoChunk(importJobId);
    expect(receipt).toEqual({ importJobId, chunkIndex: 0, removed: 3, restored: 1, left: 0 });
    expect(await undoChunk(importJobId)).toEqual(receipt);
    expect(await stored(meter)).toEqual(before);
    expect([await held(meter), await shown(other)]).toEqual([[[hour(0), '1', 'measured', 'portal']], []]);
    const { items } = (await importer.api.get(`${readingsOf(meter)}/corrections`).expect(200)).body as { items: ReadingCorrection[] };
    const takenBack = items.filter(({ reason }) => reason === `undo of import ${importJobId}`).map(({ startsAt, before: was, after }) => [startsAt, was.energyKwh, after?.energyKwh ?? null]);
    expect(takenBack).toEqual([[hour(0), '2.5', '1'], [hour(1), '3.5', null], [hour(2), '4.5', null]]);
    expect((await told(meter)).at(-1)).toMatchObject({ source: `undo of import ${importJobId}`, startsAt: hour(0), endsAt: hour(3), recorded: 0, corrected: 1, withdrawn: 2 });
    const bulk = (await service.outbox('audit.recorded.v1')).filter(({ subject, data }) => subject === importJobId && (data as { action: string }).action.endsWith('undo-chunk'));
    expect(bulk.map(({ data }) => (data as { count: number }).count)).toEqual([4]);
  });

  it('overwrites no reading that somebody corrected since: it is refused as a whole, and names them', async () => {
    const [meter, between, importJobId] = [await aMeter(), await aMeter(), randomUUID()];
    await chunk(importJobId, [row(meter, 0, '1'), row(meter, 1, '1'), row(between, 0, '1')]);
    await byHand(meter, 1, '7').expect(200);
    await byHand(between, 0, '8').expect(200);
    await chunk(importJobId, [row(between, 0, '2')], 1);
    const [before, answer] = [[await stored(meter), await stored(between)], await undo(importJobId)];
    expect(answer).toMatchObject({ opened: false, obstacleCount: 2 });
    expect(answer.obstacles.map(({ recordId, name, code }) => [recordId, name, code]).sort()).toEqual([[meter.meterId, `${meter.name} ${hour(1)}`, 'changed-since'], [between.meterId, `${between.name} ${hour(0)}`, 'changed-since']].sort());
    expect((await throughIntake(importer).post(`${path}/undo/chunks`, { importJobId, chunkIndex: 0 }).expect(409)).body).toMatchObject({ code: 'import-is-not-being-undone' });
    expect([await stored(meter), await stored(between)]).toEqual(before);
  });

  it('goes on where it was left, keeps its readings as they are until then, and takes no late chunk of the import', async () => {
    const [meter, importJobId] = [await aMeter(), randomUUID()];
    await chunk(importJobId, Array.from({ length: 1200 }, (_, at) => row(meter, at, '1')));
    await undo(importJobId);
    expect(await undoChunk(importJobId, 0)).toMatchObject({ removed: 500, left: 700 });
    expect((await byHand(meter, 1100, '7').expect(409)).body).toMatchObject({ code: 'being-undone' });
    await byHand(meter, 1300, '7').expect(200);
    expect((await importer.api.post(path, { importJobId, chunkIndex: 1, rows: [{ rowNumber: 2001, values: row(meter, 1400, '1') }] }).expect(409)).body).toMatchObject({ code: 'import-is-undone' });
    expect(await undoChunk(importJobId, 1)).toMatchObject({ removed: 500, left: 200 });
    expect(await undoChunk(importJobId, 0)).toMatchObject({ removed: 500, left: 200 });
    expect(await undoChunk(importJobId, 2)).toMatchObject({ removed: 200, left: 0 });
    expect(await held(meter)).toEqual([[hour(1300), '7', 'measured', 'portal']]);
  });

  it('three at once have one effect', async () => {
    const [meter, importJobId] = [await aMeter(), randomUUID()];
    await chunk(importJobId, [row(meter, 0, '1')]);
    expect((await Promise.all([undo(importJobId), undo(importJobId), undo(importJobId)])).map(({ opened }) => opened)).toEqual([true, true, true]);
    await Promise.all([undoChunk(importJobId), undoChunk(importJobId), undoChunk(importJobId)]);
    expect((await told(meter)).map(({ source }) => source)).toEqual([`import ${importJobId}`, `undo of import ${importJobId}`]);
  });

  it('of imports upon imports, the last first, leaves every reading row for row as it was before each', async () => {
    const meter = await aMeter();
    let seed = 7;
    const pick = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const stages: { importJobId: string; before: object[] }[] = [];
    for (let stage = 0; stage < 6; stage += 1) {
      const importJobId = randomUUID();
      stages.push({ importJobId, before: await stored(meter) });
      for (const index of [0, 1]) await chunk(importJobId, Array.from({ length: 30 }, () => row(meter, pick(40), String(pick(5)))), index);
    }
    expect(await undo(stages[2]?.importJobId ?? '')).toMatchObject({ opened: false });
    for (const { importJobId, before } of stages.slice(3).reverse()) {
      await undoWhole(importJobId);
      expect(await stored(meter)).toEqual(before);
    }
    // What was undone does not count: an import that comes again is undone before the older ones as well.
    const [again, before] = [randomUUID(), await stored(meter)];
    await chunk(again, Array.from({ length: 40 }, (_, at) => row(meter, at, '9')));
    await undoWhole(again);
    expect(await stored(meter)).toEqual(before);
    for (const { importJobId, before: earlier } of stages.slice(0, 3).reverse()) {
      await undoWhole(importJobId);
      expect(await stored(meter)).toEqual(earlier);
    }
  });

  it('is refused where it reaches plants that the caller does not, or that were removed', async () => {
    const [meter, importJobId] = [await aMeter(), randomUUID()];
    await chunk(importJobId, [row(meter, 0, '1')]);
    const limited = await service.signIn(['assets.*', 'intake.import-job.undo'], { tenantId: importer.tenantId, rowScope: { plants: [randomUUID()] } });
    expect((await undo(importJobId, false, limited)).obstacles).toMatchObject([{ name: null, code: 'outside-row-scope' }]);
    expect(await undo(importJobId, true, await service.signIn(['assets.*', 'intake.import-job.undo']))).toMatchObject({ records: 0 });
    const { version } = (await importer.api.get(`/api/v1/assets/plants/${meter.plantId}`).expect(200)).body as { version: number };
    await importer.api.delete(`/api/v1/assets/plants/${meter.plantId}`).set('if-match', `"${version}"`).expect(204);
    expect((await undo(importJobId)).obstacles).toMatchObject([{ name: meter.name, code: 'deleted-since' }]);
  });

  it('is for those who may undo and record readings, through intake alone', async () => {
    const [meter, importJobId] = [await aMeter(), randomUUID()];
    await chunk(importJobId, [row(meter, 0, '1')]);
    const requests = [['', { importJobId, dryRun: true }], ['', { importJobId, dryRun: false }], ['/chunks', { importJobId, chunkIndex: 0 }]] as const;
    for (const grants of [['assets.*' as const], ['assets.reading.read' as const, 'intake.import-job.undo' as const]]) {
      const api = throughIntake(await service.signIn(grants, { tenantId: importer.tenantId }));
      for (const [route, body] of requests) expect((await api.post(`${path}/undo${route}`, body).expect(403)).body).toMatchObject({ code: 'permission-missing' });
    }
    for (const [route, body] of requests) expect((await importer.api.post(`${path}/undo${route}`, body).expect(403)).body).toMatchObject({ code: 'only-by-service' });
    expect(await held(meter)).toHaveLength(1);
  });
});
