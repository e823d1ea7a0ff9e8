import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
const partOf = async (plantId: string, part: string) => (await manager.api.get(`${plants}/${plantId}/${part}`).expect(200)).body as Record<string, unknown>;
const change = async (plantId: string, body: object) => manager.api.patch(`${plants}/${plantId}`, body).set('if-match', `"${(await read(plantId)).version}"`).expect(200);
const changesOf = async (plantId: string) => ((await manager.api.get(`${plants}/${plantId}/changes?limit=200`).expect(200)).body as { items: PlantChangeView[] }).items;
const revert = (plantId: string, changeIds: string[], caller = manager) => caller.api.post(`${plants}/${plantId}/changes/revert`, { changeIds, reason: 'a mistake' });
const factsOf = ({ version: _v, updatedAt: _u, updatedBy: _b, ...facts }: Record<string, unknown>) => facts;

describe('taking back changes of a plant', () => {
  it('gives it back what it held, by a change of its own that says why', async () => {
    const plantId = await register({ capacityKw: '19', tags: ['a'] });
    await change(plantId, { capacityKw: '25', tags: [], notes: 'x' });
    const [made] = await changesOf(plantId);
    expect((await revert(plantId, [made?.id ?? '']).expect(200)).body).toEqual({ reverted: 1, parts: ['plant'] });
    expect(await read(plantId)).toMatchObject({ capacityKw: '19', tags: ['a'], notes: null, version: 3 });
    expect((await changesOf(plantId))[0]).toMatchObject({ before: made?.after, after: made?.before, reason: 'a mistake' });
    expect((await service.outbox('assets.plant.changed.v1')).at(-1)).toMatchObject({ data: { capacityKw: '19', changedFields: expect.arrayContaining(['capacityKw', 'tags', 'notes']) } });
  });

  it('over random edits of the plant, its card and its records gives back every row', async () => {
    const plantId = await register({ podCode: 'IT001E12345678' });
    const parts = ['registry-card', ...['dso', 'terna', 'gse', 'customs'].map((authority) => `authority-records/${authority}`)];
    const rows = async () => [factsOf(await read(plantId)), ...(await Promise.all(parts.map((part) => partOf(plantId, part)))).map(factsOf)];
    const before = await rows();
    const pick = <T>(...values: T[]) => values[Math.floor(Math.random() * values.length)] as T;
    for (let edit = 0; edit < 30; edit += 1) {
      const part = pick('plant', 'plant', ...parts);
      if (part === 'plant') await change(plantId, { name: pick('Alpha', 'Beta', 'Gamma'), notes: pick(null, 'x', 'y'), capacityKw: pick('19', '25', '600.5'), podCode: pick(null, 'IT001E87654321') });
      else {
        const at = `${plants}/${plantId}/${part}`;
        const { version } = await partOf(plantId, part);
        const body = { 'registry-card': { feeder: pick('F1', 'F2'), moduleCount: pick(1, 2), gaudiCode: pick(null, 'G1') }, 'authority-records/dso': { podCode: pick('IT001E11111111', 'IT001E22222222'), ticaCode: pick(null, 'T1', 'T2') },
          'authority-records/terna': { gaudiCode: pick('G1', 'G2'), gridCodeCompliant: pick(true, false) }, 'authority-records/gse': { incentiveEurPerMwh: pick(null, '10', '20.5'), incentivisedCapMwh: pick('100', '200') },
          'authority-records/customs': { licenceIssuedOn: pick(null, '2020-01-01'), ediEnabled: pick(true, false) } }[part];
        await (part === 'registry-card' ? manager.api.put(at, body ?? {}) : manager.api.patch(at, body ?? {})).set('if-match', `"${String(version)}"`).expect(200);
      }
    }
    const made = await changesOf(plantId);
    await revert(plantId, made.map(({ id }) => id)).expect(200);
    expect((await rows()).map((row) => ({ ...row, workflowId: null, taskId: null }))).toEqual(before.map((row) => ({ ...row, workflowId: null, taskId: null })));
  });

  it('is refused as a whole where a field changed since, and names it', async () => {
    const plantId = await register({ name: 'First' });
    await change(plantId, { name: 'Second', notes: 'x' });
    await change(plantId, { name: 'Third' });
    const [third, second] = await changesOf(plantId);
    expect((await revert(plantId, [second?.id ?? '']).expect(409)).body).toMatchObject({ code: 'changed-since', errors: [{ pointer: '/name' }] });
    expect(await read(plantId)).toMatchObject({ name: 'Third', notes: 'x', version: 3 });
    await revert(plantId, [third?.id ?? '', second?.id ?? '']).expect(200);
    expect(await read(plantId)).toMatchObject({ name: 'First', notes: null, version: 4 });
  });

  it('obeys the rules for whoever changes it by hand: what is decommissioned stays so', async () => {
    const plantId = await register();
    await manager.api.post(`${plants}/${plantId}/status`, { status: 'Decommissioned' }).set('if-match', '"1"').expect(200);
    expect((await revert(plantId, (await changesOf(plantId)).map(({ id }) => id)).expect(409)).body).toMatchObject({ code: 'plant-status-not-reachable' });
  });

  it('is for whoever may change the plant and reaches it, and for changes of this plant', async () => {
    const [mine, other] = [await register(), await register()];
    await change(mine, { notes: 'x' });
    const ids = (await changesOf(mine)).map(({ id }) => id);
    await revert(other, ids).expect(404);
    const scoped = await service.signIn(['assets.*'], { rowScope: { plants: [other] }, tenantId: manager.tenantId });
    await revert(mine, ids, scoped).expect(404);
    const owner = await service.signIn(['assets.plant.read'], { tenantId: manager.tenantId });
    await revert(mine, ids, owner).expect(403);
    await revert(mine, ids).expect(200);
  });
});
