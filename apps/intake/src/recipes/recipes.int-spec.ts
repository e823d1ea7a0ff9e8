import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecipeView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { intakeEnvironment } from '../test/environment.builder.ts';
import { newPlantRecipe } from '../test/recipe.builder.ts';

const path = '/api/v1/intake/recipes';
let folder: string;
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-files-'));
  service = await TestService.start(intakeService, { environment: intakeEnvironment({ FILES_DIR: folder }) });
  manager = await service.signIn(['intake.*']);
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const aRecipe = (facts = {}) => ({ ...newPlantRecipe(), ...facts });

describe('recipes over HTTP', () => {
  it('offers the shipped recipe to every tenant', async () => {
    const { body } = (await manager.api.get(`${path}/wri-plants`).expect(200)) as { body: RecipeView };
    expect(body).toMatchObject({ name: 'wri-plants', version: 1, origin: 'shipped', target: 'assets.plants', createdAt: null });
    expect(body.document.fields.map(({ target }) => target)).toContain('capacityKw');
  });

  it('publishes versions that are never edited, and tells the world', async () => {
    const first = (await manager.api.post(path, aRecipe({ name: 'mine', title: 'One' })).expect(201)).body as RecipeView;
    const second = (await manager.api.post(path, aRecipe({ name: 'mine', title: 'Two' })).expect(201)).body as RecipeView;
    expect([first.version, second.version]).toEqual([1, 2]);
    expect((await manager.api.get(`${path}/mine`).expect(200)).body).toEqual(second);
    expect((await manager.api.get(`${path}/mine/versions/1`).expect(200)).body).toEqual(first);
    const events = (await service.outbox('intake.recipe.published.v1')).map(({ data }) => data);
    expect(events).toMatchObject([{ name: 'mine', recipeVersion: 1 }, { name: 'mine', recipeVersion: 2 }]);
  });

  it('numbers versions without a gap when many are published at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => manager.api.post(path, aRecipe({ name: 'crowded' }))));
    expect(answers.map(({ body }) => (body as RecipeView).version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lists shipped and own recipes by name, the newest version of each', async () => {
    const caller = await service.signIn(['intake.*']);
    for (const name of ['zulu', 'alpha', 'alpha']) await caller.api.post(path, aRecipe({ name })).expect(201);
    const listed: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: RecipeView[]; nextCursor: string | null } } = await caller.api.get(`${path}?limit=1${cursor && `&cursor=${cursor}`}`).expect(200);
      listed.push(...body.items.map(({ name, version, origin }) => `${name} ${version} ${origin}`));
      cursor = body.nextCursor;
    }
    expect(listed).toEqual(['alpha 2 tenant', 'people 1 shipped', 'wri-plants 1 shipped', 'zulu 1 tenant']);
  });

  it('keeps recipes of tenants apart, and the names of shipped ones', async () => {
    const stranger = await service.signIn(['intake.*']);
    await manager.api.post(path, aRecipe({ name: 'secret' })).expect(201);
    await stranger.api.get(`${path}/secret`).expect(404);
    expect((await stranger.api.post(path, aRecipe({ name: 'secret' })).expect(201)).body).toMatchObject({ version: 1 });
    expect((await manager.api.post(path, aRecipe({ name: 'wri-plants' })).expect(409)).body).toMatchObject({ code: 'recipe-name-reserved' });
  });

  it('proves a recipe before it is published: patterns, expressions and its own tests', async () => {
    const row = { code: 'P01', name: 'Alpe', type: 'PV', power: '5' };
    const refused = async (facts: object) => (await manager.api.post(path, aRecipe(facts)).expect(422)).body as { code: string; errors: { pointer: string; code: string; detail: string }[] };
    const broken = await refused({ rules: [{ kind: 'pattern', field: 'name', pattern: '(a)\\1' }, { kind: 'custom', expression: '$uppercase(' }] });
    expect(broken).toMatchObject({ code: 'recipe-not-sound', errors: [{ pointer: '/rules/0/pattern', code: 'invalid-pattern' }, { pointer: '/rules/1/expression', code: 'invalid-expression' }] });
    const tests = [{ name: 'a plant', row, expect: { values: { capacityKw: '6' } } }];
    expect((await refused({ tests })).errors).toEqual([{ pointer: '/tests/0', code: 'test-failed', detail: 'capacityKw is to be "6" and is "5"' }]);
    await manager.api.get(`${path}/test-plants`).expect(404);
    const sound = aRecipe({ name: 'tested', tests: [{ ...tests[0], expect: { values: { capacityKw: '5' } } }], steps: [{ into: 'spare', take: { kind: 'split', column: 'name', separator: ' ', part: 1 } }] });
    const { body } = (await manager.api.post(path, sound).expect(201)) as { body: RecipeView };
    expect(body.findings.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(['unused-field /steps/0/into', 'data-loss-risk /steps/0/take']);
    expect((await manager.api.post(`${path}/tested/versions/1/test`).expect(200)).body).toEqual({ passed: 1, failed: 0, tests: [{ name: 'a plant', passed: true, differences: [] }] });
  });

  it('hands a recipe out as a document that can be published again', async () => {
    await manager.api.post(path, aRecipe({ name: 'travels', title: 'Out' })).expect(201);
    const answer = await manager.api.get(`${path}/travels/versions/1/document`).expect(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    const again = (await manager.api.post(path, answer.body as object).expect(201)).body as RecipeView;
    expect(again).toMatchObject({ name: 'travels', version: 2, title: 'Out' });
    const first = (await manager.api.get(`${path}/wri-plants/versions/1/document`).expect(200)).body as { format: string };
    expect(first.format).toBe('kairos.recipe.v2');
  });

  it('reads recipes of the first format, submitted and stored, as those of today', async () => {
    const { fields } = newPlantRecipe();
    const old = { format: 'kairos.recipe.v1', name: 'old', title: 'Old', target: 'assets.plants', naturalKey: ['code'], fields: fields.map(({ transform: _, ...field }) => field) };
    expect(((await manager.api.post(path, old).expect(201)).body as RecipeView).document.format).toBe('kairos.recipe.v2');
    await service.database.admin.query(`alter table intake.recipe no force row level security`);
    await service.database.admin.query(`update intake.recipe set document = $1 where name = 'old'`, [JSON.stringify({ ...old, version: 1, parse: { encoding: 'auto', delimiter: 'auto', quote: 'auto', headerRow: 1, trim: true, emptyValues: [] } })]);
    const { body } = (await manager.api.get(`${path}/old`).expect(200)) as { body: RecipeView };
    expect(body.document).toMatchObject({ format: 'kairos.recipe.v2', rules: [], tests: [] });
  });

  it('refuses a recipe its target cannot take, with the place of each fault', async () => {
    const { body } = await manager.api.post(path, aRecipe({ fields: [{ target: 'colour', from: 'Colour', as: 'text' }] })).expect(400);
    expect((body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toContain('/fields/0/target');
    await manager.api.post(path, aRecipe({ version: 9 })).expect(400);
    await manager.api.get(`${path}/wri-plants/versions/99`).expect(404);
    await manager.api.get(`${path}/wri-plants/versions/1e99`).expect(400);
    await manager.api.get(`${path}/No%20Name`).expect(400);
    const viewer = await service.signIn(['intake.recipe.read']);
    await viewer.api.post(path, aRecipe()).expect(403);
  });
});
