import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SavedView, SavedViewList } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';

const views = '/api/v1/assets/saved-views';
const south = { name: 'South', shared: false, filters: { region: 'Puglia', protectedArea: true, capacityFromKw: '20' }, sort: '-capacityKw', columns: ['code', 'capacityKw'] };
let service: TestService;
let anna: Caller;
let bruno: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  anna = await service.signIn(['assets.plant.read']);
  bruno = await service.signIn(['assets.plant.read'], { tenantId: anna.tenantId });
});
afterAll(() => service?.stop());

const save = async (caller: Caller, body: object) => (await caller.api.post(views, body).expect(201)).body as SavedView;
const namesFor = async (caller: Caller) => ((await caller.api.get(views).expect(200)).body as SavedViewList).items.map(({ name, own }) => `${name}${own ? '' : ' of others'}`);

describe('a view of the portfolio', () => {
  it('is kept for oneself until it is shared, and only its owner changes or removes it', async () => {
    const view = await save(anna, south);
    expect(view).toMatchObject({ ...south, own: true, ownerId: anna.userId, version: 1 });
    expect(await namesFor(bruno)).toEqual([]);
    await bruno.api.get(`${views}/${view.id}`).expect(404);
    const shared = (await anna.api.put(`${views}/${view.id}`, { ...south, shared: true }).set('if-match', '"1"').expect(200)).body as SavedView;
    expect(shared).toMatchObject({ shared: true, version: 2 });
    expect(await namesFor(bruno)).toEqual(['South of others']);
    await bruno.api.put(`${views}/${view.id}`, south).set('if-match', '"2"').expect(404);
    await bruno.api.delete(`${views}/${view.id}`).set('if-match', '"2"').expect(404);
    await anna.api.delete(`${views}/${view.id}`).set('if-match', '"1"').expect(412);
    await anna.api.delete(`${views}/${view.id}`).set('if-match', '"2"').expect(204);
    expect(await namesFor(anna)).toEqual([]);
  });

  it('is told back as it was sent, and fits the list it came from', async () => {
    const { filters, sort } = await save(anna, { ...south, name: 'Back and forth' });
    const query = new URLSearchParams({ ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)])), sort });
    await anna.api.get(`/api/v1/assets/plants?${query.toString()}`).expect(200);
  });

  it('has a name of its own among those of its owner; two that are saved at once are one', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => anna.api.post(views, { ...south, name: at % 2 ? 'Twice' : 'TWICE' }).then(({ status }) => status)));
    expect(answers.sort()).toEqual([201, 409, 409, 409, 409, 409]);
    await save(bruno, { ...south, name: 'Twice' });
  });

  it('of another tenant does not exist', async () => {
    const stranger = await service.signIn(['assets.*']);
    const { id } = await save(anna, { ...south, name: 'Abroad', shared: true });
    await stranger.api.get(`${views}/${id}`).expect(404);
    expect(await namesFor(stranger)).toEqual([]);
  });

  it.each([
    ['an unknown filter', { filters: { colour: 'red' } }], ['an unknown column', { columns: ['secret'] }], ['no column', { columns: [] }], ['a column twice', { columns: ['code', 'code'] }],
    ['no name', { name: ' ' }], ['an unknown order', { sort: 'colour' }],
  ])('is not saved with %s', async (_, fault) => {
    await anna.api.post(views, { ...south, name: 'Faulty', ...fault }).expect(400);
    expect(await namesFor(anna)).not.toContain('Faulty');
  });
});
