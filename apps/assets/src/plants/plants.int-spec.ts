import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlantView } from '@kairos/contracts';
import { TestService, uncoveredRoutes, type Caller } from '@kairos/testing';
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

async function register(caller: Caller, facts = {}): Promise<PlantView> {
  const { body } = await caller.api.post(plants, aPlant(facts)).expect(201);
  const read = await caller.api.get(`${plants}/${(body as { plantId: string }).plantId}`).expect(200);
  return read.body as PlantView;
}

describe('plants over HTTP', () => {
  it('registers a plant, answers with it and tells the world', async () => {
    const plant = await register(manager, { code: 'IT-100', name: 'Buddusò e Alà dei Sardi', capacityKw: '138000' });
    expect(plant).toMatchObject({ code: 'IT-100', name: 'Buddusò e Alà dei Sardi', capacityKw: '138000', sizeBand: 'utility', version: 1 });
    const [event] = (await service.outbox('assets.plant.registered.v1')).filter((message) => message.subject === plant.id);
    expect(event).toMatchObject({ tenantid: manager.tenantId, aggregateversion: 1, data: { plantId: plant.id, name: 'Buddusò e Alà dei Sardi' } });
  });

  it('keeps whether a plant stands under protection, left alone by whatever does not name it', async () => {
    const plant = await register(manager, { protectedArea: true });
    expect(plant).toMatchObject({ protectedArea: true, incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null });
    const { body } = await manager.api.patch(`${plants}/${plant.id}`, { notes: 'x' }).set('if-match', '"1"').expect(200);
    expect(body).toMatchObject({ protectedArea: true, notes: 'x' });
    expect((await service.outbox('assets.plant.changed.v1')).at(-1)).toMatchObject({ data: { protectedArea: true, changedFields: ['notes'] } });
  });

  it('writes one audit record per command, with the actor, the permission, before and after', async () => {
    const plant = await register(manager);
    await manager.api.patch(`${plants}/${plant.id}`, { name: 'Nuovo Nome' }).set('if-match', '"1"').expect(200);
    const records = (await service.outbox('audit.recorded.v1')).filter((message) => message.subject === plant.id);
    expect(records.map((message) => message.data)).toMatchObject([
      { action: 'assets.plant.register', actorId: manager.userId, resourceType: 'Plant', before: null },
      { action: 'assets.plant.update', permission: 'assets.plant.update', before: { name: plant.name }, after: { name: 'Nuovo Nome' } },
    ]);
  });

  it('refuses a second plant with the same code and stores nothing of it', async () => {
    await register(manager, { code: 'IT-TWICE' });
    const events = (await service.outbox()).length;
    const { body } = await manager.api.post(plants, aPlant({ code: 'IT-TWICE' })).expect(409).expect('content-type', /problem\+json/);
    expect(body).toMatchObject({ code: 'plant-code-taken', errors: [{ pointer: '/code' }] });
    expect(await service.outbox()).toHaveLength(events);
  });

  it('updates only what the caller has read', async () => {
    const plant = await register(manager);
    const path = `${plants}/${plant.id}`;
    await manager.api.patch(path, { notes: 'x' }).expect(428);
    const updated = await manager.api.patch(path, { capacityKw: '20' }).set('if-match', '"1"').expect(200).expect('etag', '"2"');
    expect(updated.body).toMatchObject({ capacityKw: '20', sizeBand: 'micro', version: 2 });
    await manager.api.patch(path, { notes: 'late' }).set('if-match', '"1"').expect(412);
    expect((await service.outbox('assets.plant.changed.v1')).at(-1)).toMatchObject({ aggregateversion: 2, data: { changedFields: ['capacityKw'] } });
  });

  it('of two who change it at once tells one to read it again, whatever they change', async () => {
    const path = `${plants}/${(await register(manager)).id}`;
    const change = (name: string, version: number) => manager.api.patch(path, { name }).set('if-match', `"${version}"`);
    const decommission = (version: number) => manager.api.post(`${path}/status`, { status: 'Decommissioned' }).set('if-match', `"${version}"`);
    for (const version of [1, 2, 3]) expect((await Promise.all([change(`Alpha ${version}`, version), change(`Beta ${version}`, version)])).map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await Promise.all([change('Gamma', 4), decommission(4)])).map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await manager.api.get(path).expect(200)).body).toMatchObject({ version: 5 });
  });

  it('changes the status along the state machine and removes a plant softly', async () => {
    const plant = await register(manager, { code: 'IT-GONE' });
    const path = `${plants}/${plant.id}`;
    await manager.api.post(`${path}/status`, { status: 'In Authorization' }).set('if-match', '"1"').expect(409);
    await manager.api.post(`${path}/status`, { status: 'Decommissioned' }).set('if-match', '"1"').expect(200);
    await manager.api.delete(path).set('if-match', '"2"').expect(204);
    await manager.api.get(path).expect(404);
    await register(manager, { code: 'IT-GONE' });
  });

  it('lists by filter, text and sort, page after page, without a gap or a repeat', async () => {
    const caller = await service.signIn(['assets.*']);
    for (const [index, capacityKw] of ['30', '5', '12.5', '999', '5'].entries()) await register(caller, { name: `Parco ${index}`, capacityKw, type: index % 2 ? 'Wind' : 'Photovoltaic' });
    const capacities: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: PlantView[]; nextCursor: string | null } } = await caller.api.get(`${plants}?sort=-capacityKw&limit=2${cursor ? `&cursor=${cursor}` : ''}`).expect(200);
      capacities.push(...body.items.map((plant) => plant.capacityKw));
      cursor = body.nextCursor;
    }
    expect(capacities).toEqual(['999', '30', '12.5', '5', '5']);
    const wind = await caller.api.get(`${plants}?type=Wind&text=parco%203`).expect(200);
    expect((wind.body as { items: PlantView[] }).items.map((plant) => plant.name)).toEqual(['Parco 3']);
    await caller.api.get(`${plants}?text=%25`).expect(200, { items: [], nextCursor: null });
    await caller.api.get(`${plants}?cursor=bm9uc2Vuc2U`).expect(400);
    await caller.api.get(`${plants}?sort=drop`).expect(400);
  });

  it('gives another tenant, and a caller without the plant in scope, the same answer as for a missing id', async () => {
    const plant = await register(manager);
    const stranger = await service.signIn(['assets.*']);
    const owner = await service.signIn(['assets.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    const ask = (caller: Caller, id: string) => caller.api.get(`${plants}/${id}`).set('x-request-id', 'the-same-request').expect(404);
    const missing = await ask(manager, randomUUID());
    expect((await ask(stranger, plant.id)).text).toBe(missing.text);
    expect((await ask(owner, plant.id)).text).toBe(missing.text);
    await stranger.api.patch(`${plants}/${plant.id}`, { name: 'Mine now' }).set('if-match', '"1"').expect(404);
    expect((await owner.api.get(plants).expect(200)).body).toEqual({ items: [], nextCursor: null });
  });

  it('keeps the time zone of a plant, and refuses what is none', async () => {
    const plant = await register(manager, { timeZone: 'Europe/Athens' });
    expect([plant.timeZone, (await register(manager)).timeZone]).toEqual(['Europe/Athens', null]);
    await manager.api.post(plants, { ...aPlant(), timeZone: 'Europe/Atlantis' }).expect(400);
  });

  it('tells what a plant is expected to yield and cost, to whoever reaches it alone', async () => {
    const { id } = await register(manager, { type: 'Photovoltaic', capacityKw: '100', municipality: 'Milano', province: 'MI', region: 'Lombardia' });
    const { body } = await manager.api.get(`${plants}/${id}/estimates`).expect(200);
    expect(body).toMatchObject({ plantId: id, nature: 'estimate', figures: expect.arrayContaining([expect.objectContaining({ name: 'annualEnergyKwh', value: '97600', arithmetic: '100 × 1220 × 0.8' })]) });
    const owner = await service.signIn(['assets.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    for (const caller of [owner, await service.signIn(['assets.*'])]) await caller.api.get(`${plants}/${id}/estimates`).expect(404);
  });

  it('asks for the permission of the route', async () => {
    const viewer = await service.signIn(['assets.plant.read']);
    const { body } = await viewer.api.post(plants, aPlant()).expect(403);
    expect(body).toMatchObject({ code: 'permission-missing', detail: expect.stringContaining('assets.plant.register') });
    await service.anonymous().get(plants).expect(401);
  });

  it('declares an access rule on every route', () => {
    expect(uncoveredRoutes(service.running.app)).toEqual([]);
  });
});
