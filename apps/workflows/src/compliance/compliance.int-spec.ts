import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditRecorded, type ComplianceMatrix, type ComplianceScores, type ComplianceView, type DeadlinePage } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

let workflows: WorkflowsUnderTest;
let manager: Caller;
let plants: [PlantHistory, PlantHistory];
const matrixPath = '/api/v1/workflows/compliance-matrix';
const scoresFor = async ({ api }: Caller) => ((await api.get('/api/v1/workflows/compliance-scores').expect(200)).body as ComplianceScores).items.map(({ plantId, scorePercent, alert }) => `${plantId} ${scorePercent} ${alert}`);
const pathOf = (plant: PlantHistory, item = '') => `/api/v1/workflows/plants/${plant.plantId}/compliance${item && `/${item}`}`;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  manager = await workflows.service.signIn(['workflows.compliance.read', 'workflows.compliance.record', 'workflows.deadline.read', 'workflows.deadline.complete']);
  plants = [new PlantHistory(manager.tenantId, { code: 'A', incentivesTotalEur: '200000', commissionedOn: '2020-06-12' }), new PlantHistory(manager.tenantId, { code: 'B', capacityKw: '11' })];
  await workflows.hear(...plants.flatMap(({ events }) => events));
});

const read = async (plant = plants[0], caller = manager) => (await caller.api.get(pathOf(plant)).expect(200)).body as ComplianceView;
const itemOf = async (code: string, plant = plants[0]) => (await read(plant)).items.find((item) => item.code === code);
const record = (item: string, body: object, version = 0, { plant = plants[0], caller = manager } = {}) => caller.api.put(pathOf(plant, item), body).set('if-match', `"${version}"`);
const done = { state: 'done', doneOn: '2026-01-10', number: 'prot. 12', reason: 'seen on paper' };
const matrix = async (query = '', caller = manager) => (await caller.api.get(`${matrixPath}?${query}`).expect(200)).body as ComplianceMatrix;

describe('the checklist of a plant', () => {
  it('has eight scored items and two beside them, none of them done', async () => {
    const { items, ...score } = await read();
    expect(score).toEqual({ plantId: plants[0].plantId, scorePercent: 0, alert: true, done: 0, notApplicable: 0, notDone: 8 });
    expect(items.map(({ scored }) => scored)).toEqual([...Array<boolean>(8).fill(true), false, false]);
    expect(await read(plants[1])).toMatchObject({ scorePercent: 50, notApplicable: 4 });
  });

  it('scores 75 with six items said to be done, and keeps who said so and why', async () => {
    for (const item of ['dso-connection', 'terna-registration', 'gse-activation', 'customs-licence', 'spi-verification']) await record(item, done).expect(200);
    expect(await read()).toMatchObject({ scorePercent: 62, alert: true });
    const { body } = await record('antimafia', { ...done, expiresOn: '2027-01-10' }).expect(200);
    expect(body).toMatchObject({ scorePercent: 75, alert: false, done: 6 });
    expect(await itemOf('antimafia')).toMatchObject({ state: 'done', number: 'prot. 12', expiresOn: '2027-01-10', version: 1, source: { kind: 'entry', reason: 'seen on paper', recordedBy: manager.userId } });
    const audits = (await workflows.service.outbox(AuditRecorded.type)).filter(({ tenantid }) => tenantid === manager.tenantId).map(({ data }) => data as { action: string });
    expect(audits.filter(({ action }) => action === 'workflows.compliance.record')).toHaveLength(6);
  });

  it('follows a completed deadline', async () => {
    await record('fuel-mix', { state: 'notApplicable', reason: 'exempt, we thought' }).expect(200);
    const { items } = (await manager.api.get(`/api/v1/workflows/deadlines?plantId=${plants[0].plantId}&obligation=fuel-mix-disclosure`).expect(200)).body as DeadlinePage;
    await workflows.service.database.admin.query(`update workflows.compliance_entry set recorded_at = now() - interval '1 minute' where plant_id = $1`, [plants[0].plantId]);
    await manager.api.post(`/api/v1/workflows/deadlines/${items[0]?.id}/complete`, { completedOn: '2026-11-20', note: 'prot. 4711' }).set('if-match', '"1"').expect(200);
    expect(await itemOf('fuel-mix')).toMatchObject({ state: 'done', doneOn: '2026-11-20', number: 'prot. 4711', expiresOn: '2028-03-31', source: { kind: 'deadline', deadlineId: items[0]?.id } });
  });

  it('takes items of one’s own, and takes back what was said', async () => {
    const title = { en: 'Fire certificate', it: 'Certificato di prevenzione incendi' };
    await record('custom-fire-certificate', { ...done, title }).expect(200);
    expect(await itemOf('custom-fire-certificate')).toMatchObject({ title, scored: false, state: 'done' });
    await manager.api.delete(pathOf(plants[0], 'custom-fire-certificate')).set('if-match', '"1"').expect(204);
    expect(await itemOf('custom-fire-certificate')).toBeUndefined();
  });

  it.each([
    ['done without a day', 'dso-connection', { state: 'done', reason: 'x' }, 400], ['a day of what is not done', 'dso-connection', { ...done, state: 'notDone' }, 400],
    ['an end before the beginning', 'dso-connection', { ...done, expiresOn: '2026-01-09' }, 400], ['no reason', 'dso-connection', { ...done, reason: ' ' }, 400],
    ['tomorrow', 'dso-connection', { ...done, doneOn: '2026-11-22' }, 422], ['an item that nobody knows', 'dso', done, 400], ['one’s own item without a title', 'custom-x', done, 422],
  ])('refuses %s', async (_what, item, body, status) => {
    await record(item, body).expect(status);
    expect((await read()).done).toBe(0);
  });

  it('lets one of two at once record', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => record('aia', done)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    await manager.api.put(pathOf(plants[0], 'aia'), done).expect(428);
    await record('aia', { state: 'notDone', reason: 'lapsed' }, 1).expect(200);
    expect(await itemOf('aia')).toMatchObject({ state: 'notDone', version: 2 });
  });
});

describe('the matrix', () => {
  it('shows plants by code with their eight items, page by page, and the overall score', async () => {
    await record('dso-connection', done).expect(200);
    const { items, overall } = await matrix();
    expect(items.map(({ plantCode, scorePercent }) => [plantCode, scorePercent])).toEqual([['A', 12], ['B', 50]]);
    expect(items[0]?.items['dso-connection']).toEqual({ state: 'done', because: 'seen on paper' });
    expect(overall).toEqual({ plants: 2, meanScorePercent: 31, alerts: 2 });
    const first = await matrix('limit=1');
    const second = await matrix(`limit=1&cursor=${first.nextCursor}`);
    expect([first.items[0]?.plantCode, second.items[0]?.plantCode, second.nextCursor, second.overall]).toEqual(['A', 'B', null, overall]);
    expect((await matrix('below=50')).items.map(({ plantCode }) => plantCode)).toEqual(['A']);
  });

  it('counts the same as its rows say, and its rows the same as the checklists', async () => {
    const owner = await workflows.service.signIn(['workflows.compliance.read', 'workflows.compliance.record', 'workflows.deadline.read', 'workflows.deadline.complete']);
    const many = Array.from({ length: 12 }, (_, at) => new PlantHistory(owner.tenantId, { code: `P${String(at).padStart(2, '0')}`, capacityKw: String(5 + at * 3), commissionedOn: '2020-06-12', ...(at % 3 === 0 ? { incentivesTotalEur: '200000', customsLicenceActive: at % 2 === 0 } : {}) }));
    await workflows.hear(...many.flatMap(({ events }) => events));
    const { items: open } = (await owner.api.get('/api/v1/workflows/deadlines?limit=200').expect(200)).body as DeadlinePage;
    const recorded = many.flatMap((plant, at) => (at % 2 === 0 ? [record('fuel-mix', at % 4 === 0 ? { state: 'notApplicable', reason: 'exempt' } : { ...done, expiresOn: '2026-02-01' }, 0, { plant, caller: owner })] : []));
    await Promise.all([...recorded, ...many.slice(0, 7).map((plant) => record('dso-connection', done, 0, { plant, caller: owner }))]);
    for (const { id, obligation, dueOn } of open.filter((_, at) => at % 4 === 1)) {
      if (dueOn !== null) await owner.api.post(`/api/v1/workflows/deadlines/${id}/complete`, { completedOn: '2026-11-20', note: obligation.code }).set('if-match', '"1"').expect(200);
    }
    for (const today of ['2026-11-21', '2028-06-01']) {
      workflows.today = today;
      const { items, overall } = await matrix('limit=200', owner);
      const scores = items.map(({ scorePercent }) => scorePercent);
      expect(overall).toEqual({ plants: 12, meanScorePercent: Math.floor(scores.reduce((sum, score) => sum + score, 0) / 12), alerts: items.filter(({ alert }) => alert).length });
      expect(new Set(scores).size).toBeGreaterThan(2);
      for (const below of new Set(scores)) expect((await matrix(`limit=200&below=${below + 1}`, owner)).items.map(({ plantCode }) => plantCode)).toEqual(items.filter(({ scorePercent }) => scorePercent <= below).map(({ plantCode }) => plantCode));
      expect((await scoresFor(owner)).toSorted()).toEqual(items.map(({ plantId, scorePercent, alert }) => `${plantId} ${scorePercent} ${alert}`).toSorted());
      for (const [at, plant] of many.entries()) expect(items[at]).toMatchObject({ plantId: plant.plantId, scorePercent: (await read(plant, owner)).scorePercent });
    }
    workflows.today = '2026-11-21';
  });

  it('answers for 744 plants with all their deadlines in time', async () => {
    const owner = await workflows.service.signIn(['workflows.compliance.read']);
    const many = Array.from({ length: 744 }, (_, index) => new PlantHistory(owner.tenantId, { capacityKw: String(1000 + index) }));
    await workflows.hear(...many.flatMap(({ events }) => events));
    await matrix('limit=200', owner);
    const times: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const startedAt = performance.now();
      await matrix('limit=200', owner);
      times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    process.stderr.write(`compliance matrix of 744 plants: median ${Math.round(times[9] ?? 0)} ms, p95 ${Math.round(times[18] ?? 0)} ms\n`);
    expect(times[9]).toBeLessThan(300);
  }, 60_000);
});

describe('who sees it', () => {
  it('reaches the plants in scope alone', async () => {
    const tenantId = manager.tenantId;
    const scoped = await workflows.service.signIn(['workflows.compliance.read', 'workflows.compliance.record'], { tenantId, rowScope: { plants: [plants[1].plantId] } });
    expect(await matrix('', scoped)).toMatchObject({ items: [{ plantCode: 'B' }], overall: { plants: 1, meanScorePercent: 50 } });
    expect(await scoresFor(scoped)).toEqual([`${plants[1].plantId} 50 true`]);
    await scoped.api.get(pathOf(plants[0])).expect(404);
    await record('aia', done, 0, { caller: scoped }).expect(404);
    await scoped.api.delete(pathOf(plants[0], 'aia')).set('if-match', '"0"').expect(404);
    const reader = await workflows.service.signIn(['workflows.compliance.read'], { tenantId });
    await record('aia', done, 0, { caller: reader }).expect(403);
    const stranger = await workflows.service.signIn(['*']);
    expect((await matrix('', stranger)).items).toEqual([]);
    await stranger.api.get(pathOf(plants[0])).expect(404);
    await record('aia', done, 0, { caller: stranger }).expect(404);
    await manager.api.get(`/api/v1/workflows/plants/${randomUUID()}/compliance`).expect(404);
  });

  it('loses a plant that was deleted', async () => {
    plants[0].delete();
    await workflows.hear(...plants[0].events.slice(-1));
    await manager.api.get(pathOf(plants[0])).expect(404);
    expect((await matrix()).items.map(({ plantCode }) => plantCode)).toEqual(['B']);
  });

  it.each(['cursor=x', 'below=0', 'limit=0', 'surprise=1'])('refuses ?%s', (query) => manager.api.get(`${matrixPath}?${query}`).expect(400));
});
