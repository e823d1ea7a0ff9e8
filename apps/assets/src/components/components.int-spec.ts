import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ComponentTree, ComponentView, RegisterComponentBody } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aComponent } from '../test/component.builder.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let manager: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const registerPlant = async () => ((await manager.api.post('/api/v1/assets/plants', aPlant()).expect(201)).body as { plantId: string }).plantId;
const of = (plantId: string) => `/api/v1/assets/plants/${plantId}/components`;
const register = async (plantId: string, facts: Partial<RegisterComponentBody>) => ((await manager.api.post(of(plantId), aComponent(facts)).expect(201)).body as { componentId: ComponentView['id'] }).componentId;
const read = async (plantId: string, id: string) => (await manager.api.get(`${of(plantId)}/${id}`).expect(200)).body as ComponentView;
const move = (plantId: string, id: string, parentId: string | null, version = 1) => manager.api.post(`${of(plantId)}/${id}/parent`, { parentId }).set('if-match', `"${version}"`);
const remove = (plantId: string, id: string, version = 1) => manager.api.post(`${of(plantId)}/${id}/removal`, { removedOn: '2026-01-31' }).set('if-match', `"${version}"`);

describe('components over HTTP', () => {
  it('are registered below one another, read as a tree and as a list, page after page, and told to the world', async () => {
    const plantId = await registerPlant();
    const array = await register(plantId, { code: 'CAMPO-A', kind: 'array' });
    const inverter = await register(plantId, { code: 'INV-1', parentId: array, ratedPowerKw: '60', manufacturer: 'SMA', serialNumber: `S-${randomUUID()}` });
    const meter = await register(plantId, { code: 'M1', kind: 'meter', parentId: inverter });
    expect(await read(plantId, meter)).toMatchObject({ plantId, parentId: inverter, path: ['CAMPO-A', 'INV-1', 'M1'], kind: 'meter', measures: 'production', version: 1 });
    const { components } = (await manager.api.get(`/api/v1/assets/plants/${plantId}/component-tree`).expect(200)).body as ComponentTree;
    expect(components).toMatchObject([{ id: array, components: [{ id: inverter, ratedPowerKw: '60', components: [{ id: meter, components: [] }] }] }]);
    const first = (await manager.api.get(`${of(plantId)}?limit=2`).expect(200)).body as { items: ComponentView[]; nextCursor: string };
    const rest = (await manager.api.get(`${of(plantId)}?limit=2&cursor=${first.nextCursor}`).expect(200)).body as { items: ComponentView[]; nextCursor: string | null };
    expect([...first.items, ...rest.items].map(({ code }) => code)).toEqual(['CAMPO-A', 'INV-1', 'M1']);
    expect(rest.nextCursor).toBeNull();
    expect(((await manager.api.get(`${of(plantId)}?kind=meter`).expect(200)).body as { items: object[] }).items).toHaveLength(1);
    expect(((await manager.api.get(`${of(plantId)}?text=sma`).expect(200)).body as { items: ComponentView[] }).items.map(({ code }) => code)).toEqual(['INV-1']);
    const told = (await service.outbox('assets.component.registered.v1')).find(({ subject }) => subject === inverter);
    expect(told).toMatchObject({ aggregateversion: 1, tenantid: manager.tenantId, data: { plantId, parentId: array, ratedPowerKw: '60' } });
  });

  it('change what the caller has read, and one of two writers is told that it is stale', async () => {
    const plantId = await registerPlant();
    const id = await register(plantId, {});
    const change = (name: string) => manager.api.patch(`${of(plantId)}/${id}`, { name }).set('if-match', '"1"');
    await manager.api.patch(`${of(plantId)}/${id}`, { name: 'X' }).expect(428);
    expect((await Promise.all([change('Uno'), change('Due')])).map(({ status }) => status).sort()).toEqual([200, 412]);
    await manager.api.patch(`${of(plantId)}/${id}`, { sf6MassKg: '1' }).set('if-match', '"2"').expect(422);
    expect((await service.outbox('assets.component.changed.v1')).find(({ subject }) => subject === id)).toMatchObject({ aggregateversion: 2, data: { changedFields: ['name'] } });
  });

  it('move within their plant, with their parts, and never into a ring, not even by two moves at once', async () => {
    const [plantId, otherPlant] = [await registerPlant(), await registerPlant()];
    const [a, b, part] = [await register(plantId, { code: 'A' }), await register(plantId, { code: 'B' }), await register(otherPlant, { code: 'P' })];
    const statuses = (await Promise.all([move(plantId, a, b), move(plantId, b, a)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 422]);
    expect((await move(plantId, a, part, (await read(plantId, a)).version)).body).toMatchObject({ code: 'parent-not-in-plant' });
    expect((await manager.api.post(of(plantId), aComponent({ parentId: part as ComponentView['id'] })).expect(422)).body).toMatchObject({ code: 'parent-not-in-plant' });
    const lower = (await read(plantId, a)).parentId === b ? a : b;
    const moved = await move(plantId, lower, null, 2).expect(200);
    expect(moved.body).toMatchObject({ parentId: null, path: [lower === a ? 'A' : 'B'], version: 3 });
  });

  it('leave when nothing is part of them any more; code and serial number are free again, the record stays', async () => {
    const [plantId, otherPlant] = [await registerPlant(), await registerPlant()];
    const parent = await register(plantId, { code: 'P' });
    const made = { manufacturer: 'Vestas', serialNumber: `V-${randomUUID()}` };
    const part = await register(plantId, { code: 'T', kind: 'turbine', parentId: parent, ...made });
    expect((await manager.api.post(of(plantId), aComponent({ code: 'T' })).expect(409)).body).toMatchObject({ code: 'component-code-taken' });
    expect((await manager.api.post(of(otherPlant), aComponent({ ...made, manufacturer: 'VESTAS' })).expect(409)).body).toMatchObject({ code: 'serial-number-taken' });
    expect((await remove(plantId, parent).expect(409)).body).toMatchObject({ code: 'component-has-parts' });
    await remove(plantId, part).expect(200);
    await remove(plantId, parent).expect(200);
    await register(otherPlant, made);
    await register(plantId, { code: 'T' });
    const listed = async (removed: string) => ((await manager.api.get(`${of(plantId)}?removed=${removed}`).expect(200)).body as { items: ComponentView[] }).items.length;
    expect([await listed('without'), await listed('only'), await listed('with')]).toEqual([1, 2, 3]);
    expect(await read(plantId, part)).toMatchObject({ removedOn: '2026-01-31', path: ['P', 'T'] });
  });

  it('of a plant that the caller does not reach do not exist, and need their permissions', async () => {
    const plantId = await registerPlant();
    const id = await register(plantId, {});
    const elsewhere = await service.signIn(['assets.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    for (const caller of [elsewhere, await service.signIn(['assets.*'])]) {
      await caller.api.get(of(plantId)).expect(404);
      await caller.api.get(`${of(plantId)}/${id}`).expect(404);
      await caller.api.get(`/api/v1/assets/plants/${plantId}/component-tree`).expect(404);
      await caller.api.post(of(plantId), aComponent()).expect(404);
      await caller.api.patch(`${of(plantId)}/${id}`, { name: 'Mine' }).set('if-match', '"1"').expect(404);
    }
    const owner = await service.signIn(['assets.component.read'], { tenantId: manager.tenantId, rowScope: { plants: [plantId] } });
    await owner.api.get(`${of(plantId)}/${id}`).expect(200);
    await owner.api.post(of(plantId), aComponent()).expect(403);
    await manager.api.get(`${of(await registerPlant())}/${id}`).expect(404);
  });
});
