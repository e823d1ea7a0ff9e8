import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecipeTemplateDocument, RecipeTemplatePage, RecipeTemplateShares, RecipeTemplateShareView, RecipeTemplateView, RecipeView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { intakeEnvironment } from '../test/environment.builder.ts';
import { newPlantRecipe } from '../test/recipe.builder.ts';

const base = '/api/v1/intake';
const path = `${base}/recipe-templates`;
const aDay = 86_400_000;
let folder: string;
let service: TestService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-files-'));
  service = await TestService.start(intakeService, { environment: intakeEnvironment({ FILES_DIR: folder, IMPORT_CONCURRENCY: '0' }) });
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const tenant = () => service.signIn(['intake.*']);
const inDays = (days: number) => new Date(Date.now() + days * aDay).toISOString();
const publish = async (by: Caller, facts: object = {}) => (await by.api.post(path, { title: 'Ours', document: newPlantRecipe(), ...facts }).expect(201)).body as RecipeTemplateView;
const list = async (by: Caller, query = '') => ((await by.api.get(`${path}?${query}`).expect(200)).body as RecipeTemplatePage).items;
const read = async (by: Caller, { id }: { id: string }) => (await by.api.get(`${path}/${id}`).expect(200)).body as RecipeTemplateView;
const use = (by: Caller, { id }: { id: string }, body: object) => by.api.post(`${path}/${id}/use`, body);
const share = async (by: Caller, { id }: { id: string }, tenantId: string, expiresAt = inDays(7)) => (await by.api.post(`${path}/${id}/shares`, { tenantId, expiresAt }).expect(201)).body as RecipeTemplateShareView;

describe('recipe templates', () => {
  it('come with the product: each makes a sound recipe', async () => {
    const caller = await tenant();
    const shipped = await list(caller, 'origin=shipped');
    expect(shipped.length).toBeGreaterThanOrEqual(2);
    for (const [at, template] of shipped.entries()) {
      const made = (await use(caller, template, { name: `taken-${at}` }).expect(201)).body as RecipeView;
      expect([template.title, made.version, made.findings.filter(({ severity }) => severity === 'error')]).toEqual([template.title, 1, []]);
      const tests = (await caller.api.post(`${base}/recipes/taken-${at}/versions/1/test`).expect(200)).body as { failed: number };
      expect(tests.failed).toBe(0);
    }
    expect((await list(caller, 'origin=shipped')).map(({ uses }) => uses)).toEqual(shipped.map(() => 1));
    expect((await list(await tenant(), 'origin=shipped')).map(({ uses }) => uses)).toEqual(shipped.map(() => 0));
    for (const template of shipped) {
      await caller.api.delete(`${path}/${template.id}`).expect(404);
      await caller.api.get(`${path}/${template.id}/shares`).expect(404);
    }
  });

  it('are made of a recipe as it stands, and stay so when it goes on', async () => {
    const caller = await tenant();
    await caller.api.post(`${base}/recipes`, { ...newPlantRecipe(), name: 'mine', title: 'First' }).expect(201);
    const template = (await caller.api.post(path, { title: 'Plants', category: 'crm', tags: ['energy'], recipe: { name: 'mine' } }).expect(201)).body as RecipeTemplateView;
    await caller.api.post(`${base}/recipes`, { ...newPlantRecipe(), name: 'mine', title: 'Second' }).expect(201);
    expect(await read(caller, template)).toMatchObject({ title: 'Plants', category: 'crm', tags: ['energy'], origin: 'tenant', visibility: 'tenant', uses: 0, document: { name: 'mine', title: 'First' } });
    await caller.api.post(path, { title: 'Nothing', recipe: { name: 'nothing' } }).expect(404);
    await caller.api.post(path, { title: 'Neither' }).expect(400);
    await caller.api.post(path, { title: 'Both', recipe: { name: 'mine' }, document: newPlantRecipe() }).expect(400);
    await caller.api.post(path, { title: 'No such', category: 'energy', recipe: { name: 'mine' } }).expect(400);
    const unsound = { ...newPlantRecipe(), rules: [{ kind: 'pattern', field: 'name', pattern: '(a)\\1' }] };
    expect((await caller.api.post(path, { title: 'Unsound', document: unsound }).expect(422)).body).toMatchObject({ code: 'recipe-not-sound' });
    const reader = await service.signIn(['intake.recipe.read'], { tenantId: caller.tenantId });
    await reader.api.post(path, { title: 'Plants', recipe: { name: 'mine' } }).expect(403);
    await use(reader, template, { name: 'taken' }).expect(403);
  });

  it('are taken as a new recipe, each use counted once, and never over one that is there', async () => {
    const caller = await tenant();
    const template = await publish(caller);
    const answers = await Promise.all(Array.from({ length: 4 }, () => use(caller, template, { name: 'taken', title: 'Taken' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => (body as { code: string }).code)).toEqual(Array(3).fill('recipe-name-taken'));
    expect((await caller.api.get(`${base}/recipes/taken`).expect(200)).body).toMatchObject({ version: 1, title: 'Taken' });
    expect((await use(caller, template, { name: 'wri-plants' }).expect(409)).body).toMatchObject({ code: 'recipe-name-reserved' });
    await use(caller, template, {}).expect(201);
    expect(await read(caller, template)).toMatchObject({ uses: 2, popularity: 2 });
  });

  it('are listed by popularity or age, by category, tag and text, page by page', async () => {
    const caller = await tenant();
    const [old, , used] = [await publish(caller, { title: 'Old', tags: ['solar'] }), await publish(caller, { title: 'Young', category: 'finance' }), await publish(caller, { title: 'Used', description: 'For 100% of WIND farms' })];
    await service.database.admin.query(`alter table intake.recipe_template no force row level security`);
    await service.database.admin.query(`update intake.recipe_template set published_at = now() - interval '20 days 1 hour' where id = any($1)`, [[old.id, used.id]]);
    await service.database.admin.query(`alter table intake.recipe_template force row level security`);
    for (const name of ['a', 'b', 'c']) await use(caller, used, { name }).expect(201);
    const titles = (found: { title: string }[]) => found.map(({ title }) => title);
    const ours = await list(caller, 'origin=tenant');
    expect(ours.map(({ title, popularity }) => [title, popularity])).toEqual([['Used', 1], ['Young', 0], ['Old', -2]]);
    expect(titles(await list(caller, 'origin=tenant&sort=newest'))[0]).toBe('Young');
    expect([titles(await list(caller, 'category=finance')), titles(await list(caller, 'tag=solar')), titles(await list(caller, 'text=100%25%20of%20wind')), titles(await list(caller, 'origin=tenant&text=_'))]).toEqual([['Young'], ['Old'], ['Used'], []]);
    for (const sort of ['popularity', 'newest']) {
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body }: { body: RecipeTemplatePage } = await caller.api.get(`${path}?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`).expect(200);
        paged.push(...titles(body.items));
        cursor = body.nextCursor;
      }
      expect(paged).toEqual(titles(await list(caller, `sort=${sort}`)));
      expect(paged.length).toBeGreaterThanOrEqual(5);
    }
    await caller.api.get(`${path}?cursor=bm8`).expect(400);
  });

  it('that are private are their publisher’s alone until they are opened', async () => {
    const caller = await tenant();
    const colleague = await service.signIn(['intake.*'], { tenantId: caller.tenantId });
    const template = await publish(caller, { title: 'Draft', visibility: 'private' });
    expect(await list(colleague, 'origin=tenant')).toEqual([]);
    for (const route of ['', '/document', '/shares']) await colleague.api.get(`${path}/${template.id}${route}`).expect(404);
    await use(colleague, template, { name: 'taken' }).expect(404);
    await colleague.api.delete(`${path}/${template.id}`).expect(404);
    expect((await caller.api.post(`${path}/${template.id}/shares`, { tenantId: randomUUID(), expiresAt: inDays(1) }).expect(409)).body).toMatchObject({ code: 'recipe-template-is-private' });
    expect(await service.outbox('intake.recipe-template.published.v1')).not.toContainEqual(expect.objectContaining({ subject: template.id }));
    const change = { title: 'Ready', description: '', category: 'general', tags: [], visibility: 'tenant' };
    await caller.api.put(`${path}/${template.id}`, change).expect(428);
    await caller.api.put(`${path}/${template.id}`, change).set('if-match', '"1"').expect(200);
    await caller.api.put(`${path}/${template.id}`, change).set('if-match', '"1"').expect(412);
    expect(await list(colleague, 'origin=tenant')).toMatchObject([{ title: 'Ready', visibility: 'tenant' }]);
    expect(await service.outbox('intake.recipe-template.published.v1')).toContainEqual(expect.objectContaining({ subject: template.id }));
  });

  it('are read by another tenant while they are shared with it, and by nobody else', async () => {
    const [owner, reader, stranger] = [await tenant(), await tenant(), await tenant()];
    const template = await publish(owner, { title: 'Lent', description: 'As it is', tags: ['energy'] });
    await publish(owner, { title: 'Kept' });
    expect(await list(reader, 'origin=shared')).toEqual([]);
    const { id } = await share(owner, template, reader.tenantId);
    const [seen, ...more] = await list(reader, 'origin=shared');
    expect([seen, more]).toEqual([{ ...(await list(owner, 'text=lent'))[0], origin: 'shared', visibility: null, publishedByUserId: null, sharedUntil: expect.any(String) }, []]);
    expect((await read(reader, template)).document).toEqual(template.document);
    expect(JSON.stringify(await read(reader, template))).not.toMatch(new RegExp(`${owner.tenantId}|${owner.userId}|${id}`));
    await use(reader, template, { name: 'lent' }).expect(201);
    expect((await reader.api.get(`${base}/recipes/lent`).expect(200)).body).toMatchObject({ version: 1, origin: 'tenant' });
    await owner.api.get(`${base}/recipes/lent`).expect(404);
    expect([(await read(owner, template)).uses, (await read(reader, template)).uses]).toEqual([1, 1]);
    for (const route of ['', '/document', '/shares']) await stranger.api.get(`${path}/${template.id}${route}`).expect(404);
    await reader.api.get(`${path}/${template.id}/shares`).expect(404);
    await reader.api.post(`${path}/${template.id}/shares`, { tenantId: stranger.tenantId, expiresAt: inDays(1) }).expect(404);
    await reader.api.delete(`${path}/${template.id}`).expect(404);
    await owner.api.put(`${path}/${template.id}`, { title: 'Lent', description: '', category: 'general', tags: [], visibility: 'private' }).set('if-match', '"1"').expect(409);
    await owner.api.delete(`${path}/${template.id}/shares/${id}`).expect(204);
    await owner.api.delete(`${path}/${template.id}/shares/${id}`).expect(404);
    await reader.api.get(`${path}/${template.id}`).expect(404);
    await use(reader, template, { name: 'again' }).expect(404);
    expect(await list(reader, 'origin=shared')).toEqual([]);
  });

  it('are shared no longer than said, and the same way whether or not the other tenant exists', async () => {
    const [owner, reader] = [await tenant(), await tenant()];
    const template = await publish(owner);
    const known = await share(owner, template, reader.tenantId, inDays(1));
    const unknown = await share(owner, template, randomUUID(), inDays(1));
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    const moved = await share(owner, template, reader.tenantId, inDays(30));
    expect([moved.id, moved.expiresAt > known.expiresAt]).toEqual([known.id, true]);
    const refused = async (body: object, status: number) => ((await owner.api.post(`${path}/${template.id}/shares`, body).expect(status)).body as { code: string }).code;
    expect(await refused({ tenantId: reader.tenantId, expiresAt: inDays(-1) }, 422)).toBe('share-time-not-allowed');
    expect(await refused({ tenantId: reader.tenantId, expiresAt: inDays(400) }, 422)).toBe('share-time-not-allowed');
    expect(await refused({ tenantId: owner.tenantId, expiresAt: inDays(1) }, 422)).toBe('shared-with-oneself');
    await service.database.admin.query(`alter table intake.recipe_template_share no force row level security`);
    await service.database.admin.query(`update intake.recipe_template_share set expires_at = now() - interval '1 second' where id = $1`, [known.id]);
    await service.database.admin.query(`alter table intake.recipe_template_share force row level security`);
    await reader.api.get(`${path}/${template.id}`).expect(404);
    expect(((await owner.api.get(`${path}/${template.id}/shares`).expect(200)).body as RecipeTemplateShares).items.map(({ id }) => id)).toEqual([unknown.id]);
    const manager = await service.signIn(['intake.recipe.*'], { tenantId: owner.tenantId });
    await manager.api.post(`${path}/${template.id}/shares`, { tenantId: reader.tenantId, expiresAt: inDays(1) }).expect(403);
  });

  it('travel as files, and are withdrawn from everybody; what was made of them stays', async () => {
    const [owner, reader] = [await tenant(), await tenant()];
    const template = await publish(owner, { title: 'Travels', description: 'Far', category: 'logistics', tags: ['plants', 'energy'] });
    await share(owner, template, reader.tenantId);
    await use(reader, template, { name: 'mine' }).expect(201);
    const answer = await reader.api.get(`${path}/${template.id}/document`).expect(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    const again = (await reader.api.post(path, answer.body as RecipeTemplateDocument).expect(201)).body as RecipeTemplateView;
    expect(again).toMatchObject({ title: 'Travels', description: 'Far', category: 'logistics', tags: ['plants', 'energy'], origin: 'tenant', uses: 0, document: template.document });
    await owner.api.delete(`${path}/${template.id}`).expect(204);
    for (const caller of [owner, reader]) await caller.api.get(`${path}/${template.id}`).expect(404);
    await reader.api.get(`${base}/recipes/mine`).expect(200);
    const told = (await service.outbox()).filter(({ subject }) => subject === template.id).map(({ type }) => type.replace('intake.recipe-template.', ''));
    expect(told.filter((type) => !type.includes('audit'))).toEqual(['published.v1', 'shared.v1', 'withdrawn.v1']);
  });
});
