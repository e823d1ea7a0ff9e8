import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt, randomUUID } from 'node:crypto';
import type { ChangeSetView, PlantChangeView, PlantView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';
import { fullProof, givenSeed } from '../test/proof.config.ts';
import { randomEdits, seeded, type PlantEdit } from '../test/plant-edits.builder.ts';

const plants = '/api/v1/assets/plants';
const edits = fullProof ? 1000 : 60;
const seed = Number(givenSeed ?? (fullProof ? randomInt(2 ** 31) : 20_260_331));
const random = seeded(seed);
let service: TestService;
let manager: Caller;
let approver: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
  approver = await service.signIn(['assets.*'], { tenantId: manager.tenantId });
});
afterAll(() => service?.stop());

const register = async (facts = {}) => ((await manager.api.post(plants, aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
const read = async (plantId: string) => (await manager.api.get(`${plants}/${plantId}`).expect(200)).body as PlantView;
const partOf = async (plantId: string, part: string) => (await manager.api.get(`${plants}/${plantId}/${part}`).expect(200)).body as Record<string, unknown>;
const change = async (plantId: string, body: object) => manager.api.patch(`${plants}/${plantId}`, body).set('if-match', `"${(await read(plantId)).version}"`).expect(200);
const readAsOf = async (plantId: string, at: string) => (await manager.api.get(`${plants}/${plantId}?asOf=${at}`).expect(200)).body as PlantView;
async function changesOf(plantId: string, cursor = ''): Promise<PlantChangeView[]> {
  const { items, nextCursor } = (await manager.api.get(`${plants}/${plantId}/changes?limit=200${cursor && `&cursor=${cursor}`}`).expect(200)).body as { items: PlantChangeView[]; nextCursor: string | null };
  return nextCursor ? [...items, ...(await changesOf(plantId, nextCursor))] : items;
}
const revert = (plantId: string, changeIds: string[], caller = manager) => caller.api.post(`${plants}/${plantId}/changes/revert`, { changeIds, reason: 'a mistake' });
const factsOf = ({ version: _v, updatedAt: _u, updatedBy: _b, ...facts }: Record<string, unknown>) => facts;
const timeless = ({ version: _v, updatedAt: _u, ...facts }: PlantView) => facts;

/** The rows of a plant, its card and its records, all columns but versions and times; one that says nothing is as one that is missing. */
async function rowsOf(plantId: string): Promise<unknown> {
  const { rows } = await service.database.admin.query<{ part: string; row: { facts?: object } }>(
    `select 'plant' as part, to_jsonb(p) - 'version' - 'updated_at' as row from assets.plant p where id = $1
     union all select 'card', to_jsonb(c) - 'version' - 'updated_at' - 'created_at' from assets.registry_card c where plant_id = $1
     union all select authority, to_jsonb(r) - 'version' - 'updated_at' - 'created_at' from assets.authority_record r where plant_id = $1 order by part`,
    [plantId],
  );
  return rows.filter(({ part, row }) => part === 'plant' || Object.keys(row.facts ?? {}).length > 0);
}

async function edit(plantId: string, { by, authority, facts }: PlantEdit): Promise<void> {
  const path = `${plants}/${plantId}`;
  const asRead = async (part: string) => `"${String((by === 'hand' || by === 'status' ? await read(plantId) : await partOf(plantId, part)).version)}"`;
  if (by === 'hand') await manager.api.patch(path, facts).set('if-match', await asRead('')).expect(200);
  if (by === 'status') await manager.api.post(`${path}/status`, facts).set('if-match', await asRead('')).expect((answer) => expect([200, 409]).toContain(answer.status));
  if (by === 'registry-card') await manager.api.put(`${path}/${by}`, facts).set('if-match', await asRead(by)).expect(200);
  if (by === 'authority-record') await manager.api.patch(`${path}/authority-records/${authority}`, facts).set('if-match', await asRead(`authority-records/${authority}`)).expect(200);
  if (by === 'import') {
    const { code, name, type, capacityKw } = await read(plantId);
    await manager.api.post(`${plants}/batches`, { importJobId: randomUUID(), chunkIndex: 0, rows: [{ rowNumber: 1, values: { code, name, type, capacityKw, ...facts } }] }).expect(200);
  }
  if (by !== 'change-set') return;
  const proposed = await manager.api.post('/api/v1/assets/change-sets', { title: 'Random', reason: 'at random', changes: [{ plantId, facts }] }).expect((answer) => expect([201, 422]).toContain(answer.status));
  if (proposed.status === 201) await approver.api.post(`/api/v1/assets/change-sets/${(proposed.body as ChangeSetView).id}/approve`, {}).expect(200);
}

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

  it(`gives back every row, and every moment in between is as it was, over ${edits} random edits`, async () => {
    for (const [key, type] of [['slot', 'text'], ['height', 'number'], ['checked', 'boolean']]) await manager.api.post('/api/v1/assets/custom-fields', { key, type, label: { en: key, it: key } }).expect(201);
    const plantId = await register({ code: 'HISTORY', tags: ['a'] });
    const editing = randomEdits(random);
    const seen: { at: string; plant: PlantView }[] = [];
    const look = async () => {
      seen.push({ plant: await read(plantId), at: new Date().toISOString() });
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    let [made, batches] = [0, 0];
    await look();
    while (made < edits) {
      // Whoever signed in for a test is forgotten after a minute.
      for (const caller of [manager, approver]) await service.grant(caller, ['assets.*'], { plants: 'all' });
      const [before, known] = [await rowsOf(plantId), new Set((await changesOf(plantId)).map(({ id }) => id))];
      const model = (seen.at(-1) as (typeof seen)[number]).plant;
      for (const last = made + 1 + Math.floor(random() * 10); made < last; made += 1) {
        await edit(plantId, editing.next().value);
        await look();
      }
      if (random() < 0.3) continue;
      const ids = (await changesOf(plantId)).flatMap(({ id }) => (known.has(id) ? [] : [id]));
      if (ids.length === 0) continue;
      await revert(plantId, ids).expect(200);
      batches += 1;
      expect(await rowsOf(plantId)).toEqual(before);
      await look();
      expect(timeless((seen.at(-1) as (typeof seen)[number]).plant)).toEqual(timeless(model));
    }
    for (const { at, plant } of seen) expect({ at, ...factsOf(await readAsOf(plantId, at)), version: null }).toEqual({ at, ...factsOf(plant), version: null });
    if (fullProof) process.stderr.write(`${made} edits, ${batches} batches taken back, ${seen.length} moments read again (KAIROS_SEED=${seed})\n`);
  }, fullProof ? 600_000 : 30_000);

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
