import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlantChangeView, PlantView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const register = async (facts = {}) => ((await manager.api.post(plants, aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
const read = async (plantId: string) => (await manager.api.get(`${plants}/${plantId}`).expect(200)).body as PlantView;
const change = async (plantId: string, body: object) => (await manager.api.patch(`${plants}/${plantId}`, body).set('if-match', `"${(await read(plantId)).version}"`).expect(200)).body as PlantView;
const changesOf = async (plantId: string, query = '') => (await manager.api.get(`${plants}/${plantId}/changes${query}`).expect(200)).body as { items: PlantChangeView[]; nextCursor: string | null };

describe('the log of a plant', () => {
  it('tells who changed what and why, before and after, the last change first', async () => {
    const plantId = await register({ name: 'Alpha Uno', capacityKw: '19' });
    expect((await changesOf(plantId)).items).toEqual([]);
    await change(plantId, { capacityKw: '25', name: 'Alpha Uno', reason: 'repowered' });
    await manager.api.post(`${plants}/${plantId}/status`, { status: 'Decommissioned', reason: 'sold' }).set('if-match', '"2"').expect(200);
    await manager.api.put(`${plants}/${plantId}/registry-card`, { feeder: 'F1', reason: 'as built' }).set('if-match', '"0"').expect(200);
    await manager.api.patch(`${plants}/${plantId}/authority-records/gse`, { incentiveEurPerMwh: '10', incentivisedCapMwh: '100' }).set('if-match', '"0"').expect(200);
    const { items } = await changesOf(plantId);
    expect(items.map(({ part, before, after, reason }) => ({ part, before, after, reason })).sort((a, b) => (a.part < b.part ? -1 : 1))).toEqual([
      { part: 'gse', before: { incentiveEurPerMwh: null, incentivisedCapMwh: null }, after: { incentiveEurPerMwh: '10', incentivisedCapMwh: '100' }, reason: null },
      { part: 'plant', before: { incentivesTotalEur: null }, after: { incentivesTotalEur: '1000' }, reason: null },
      { part: 'plant', before: { status: 'In Operation' }, after: { status: 'Decommissioned' }, reason: 'sold' },
      { part: 'plant', before: { capacityKw: '19' }, after: { capacityKw: '25' }, reason: 'repowered' },
      { part: 'registry-card', before: { feeder: null }, after: { feeder: 'F1' }, reason: 'as built' },
    ]);
    expect(items.at(-1)).toMatchObject({ actorKind: 'user', actorId: manager.userId, action: 'assets.plant.update', requestId: expect.any(String) });
    const first = await changesOf(plantId, '?limit=2&part=plant');
    const second = await changesOf(plantId, `?limit=2&part=plant&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(items.filter(({ part }) => part === 'plant'));
  });

  it('tells of a change by an import too, and nothing of what was turned down', async () => {
    const plantId = await register({ code: 'LOG-1' });
    const apply = (values: object) => manager.api.post(`${plants}/batches`, { importJobId: randomUUID(), chunkIndex: 0, rows: [{ rowNumber: 1, values: { ...aPlant({ code: 'LOG-1' }), ...values } }] }).expect(200);
    await apply({ name: 'Renamed', capacityKw: '7' });
    await apply({ name: 'Renamed', capacityKw: '7' });
    await apply({ name: 'Turned down', status: 'In Authorization' });
    expect((await changesOf(plantId)).items.map(({ before, after }) => [before, after])).toEqual([[{ name: 'Solare Campo Alto', capacityKw: '998.5' }, { name: 'Renamed', capacityKw: '7' }]]);
  });

  it('is there for whoever reaches the plant, and is kept from others', async () => {
    const [mine, other] = [await register(), await register()];
    await change(mine, { notes: 'x' });
    const owner = await service.signIn(['assets.plant.read'], { rowScope: { plants: [mine] }, tenantId: manager.tenantId });
    await owner.api.get(`${plants}/${mine}/changes`).expect(200);
    await owner.api.get(`${plants}/${other}/changes`).expect(404);
    const foreigner = await service.signIn(['assets.*']);
    await foreigner.api.get(`${plants}/${mine}/changes`).expect(404);
  });
});

describe('a plant as of an instant', () => {
  it('before it was registered is not found, and an instant that is none is refused', async () => {
    const plantId = await register();
    await manager.api.get(`${plants}/${plantId}?asOf=2020-01-01T00:00:00Z`).expect(404);
    await manager.api.get(`${plants}/${plantId}?asOf=yesterday`).expect(400);
  });
});
