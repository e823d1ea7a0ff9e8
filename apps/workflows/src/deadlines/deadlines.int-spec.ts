import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditRecorded, DeadlineCompleted, DeadlineOpened, type DeadlinePage, type DeadlineSummary, type DeadlineView, type ObligationPack, type PlantObligations } from '@kairos/contracts';
import { uncoveredRoutes, type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const path = '/api/v1/workflows/deadlines';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plants: PlantHistory[];

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['workflows.deadline.read', 'workflows.deadline.complete', 'workflows.pack.read']);
  plants = [{ name: 'Monte Alto' }, { capacityKw: '20' }, { commissionedOn: '2022-05-01' }].map((facts) => new PlantHistory(manager.tenantId, facts));
  await workflows.hear(...plants.flatMap(({ events }) => events));
});

const list = async (query = '', caller = manager): Promise<DeadlineView[]> => ((await caller.api.get(`${path}?limit=200&${query}`).expect(200)).body as DeadlinePage).items;
const find = async (plant: PlantHistory | undefined, obligation: string): Promise<DeadlineView> => {
  const [found] = await list(`plantId=${plant?.plantId ?? ''}&obligation=${obligation}&status=open`);
  return found ?? list(`plantId=${plant?.plantId ?? ''}&obligation=${obligation}&status=dateMissing`).then(([undated]) => undated as DeadlineView);
};
const complete = (deadline: Pick<DeadlineView, 'id' | 'version'>, body: object, caller = manager) =>
  caller.api.post(`${path}/${deadline.id}/complete`, body).set('if-match', `"${deadline.version}"`);

describe('listing deadlines', () => {
  it('shows them by due date, undated ones last', async () => {
    const items = await list();
    expect(items.map(({ dueOn }) => dueOn)).toEqual(['2026-12-16', '2026-12-16', '2027-03-31', '2027-03-31', '2027-03-31', '2027-03-31', '2027-03-31', '2027-05-03', '2028-05-02', null, null, null]);
    expect(items.at(0)).toMatchObject({
      windowOpensOn: '2026-12-01', notes: [], rule: { leadAlertDays: [30, 15, 7, 1], portal: 'https://pudm.adm.gov.it', requiredDocuments: [{ category: 'Fiscal' }] },
      plantName: expect.any(String), status: 'open', overdue: false, nominalDueOn: '2026-12-16', version: 1, completion: null, withdrawal: null,
      obligation: { packId: 'italy', code: 'licence-fee', authority: 'Customs', category: 'Fiscal', title: { it: "Diritto annuale di licenza dell'officina elettrica" } },
      why: { fields: { status: 'In Operation', capacityKw: '998.5' } },
    });
  });

  it('filters by plant, due range, status and obligation', async () => {
    expect(await list(`plantId=${plants[1]?.plantId}`)).toHaveLength(2);
    expect((await list('dueFrom=2027-03-31&dueTo=2027-05-03')).map(({ dueOn }) => dueOn)).toEqual([...Array<string>(5).fill('2027-03-31'), '2027-05-03']);
    expect((await list('dueTo=2026-12-15'))).toEqual([]);
    expect((await list('status=dateMissing')).map(({ obligation }) => obligation.code).sort().reverse()).toEqual(['spi-check', 'fiscal-meter-calibration', 'spi-check'].sort().reverse());
    expect((await list('obligation=licence-fee&status=open')).map(({ plantName }) => plantName)).toEqual(expect.arrayContaining(['Monte Alto']));
  });

  it('pages through all of them once, across the undated ones', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await manager.api.get(`${path}?limit=3${cursor ? `&cursor=${cursor}` : ''}`).expect(200)).body as DeadlinePage;
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await list()).map(({ id }) => id));
    expect(new Set(seen).size).toBe(12);
  });

  it('marks what is overdue from the day after', async () => {
    workflows.today = '2026-12-16';
    expect((await list()).filter(({ overdue }) => overdue)).toEqual([]);
    workflows.today = '2026-12-17';
    expect((await list()).filter(({ overdue }) => overdue).map(({ obligation }) => obligation.code)).toEqual(['licence-fee', 'licence-fee']);
  });

  it('lists what is overdue, what falls due within some days, and what is owed to one authority', async () => {
    workflows.today = '2026-12-17';
    expect((await list('overdue=true')).map(({ obligation, daysLeft, priority }) => [obligation.code, daysLeft, priority])).toEqual(Array(2).fill(['licence-fee', -1, 'High']));
    expect(await list('overdue=false')).toHaveLength(10);
    expect((await list('withinDays=104')).map(({ dueOn, priority }) => [dueOn, priority])).toEqual(Array(5).fill(['2027-03-31', 'Low']));
    expect(await list('withinDays=103')).toEqual([]);
    expect((await list('authority=DSO')).map(({ obligation }) => obligation.code)).toEqual(Array(3).fill('spi-check'));
    workflows.today = '2027-03-28';
    expect((await list('authority=GSE&withinDays=3')).map(({ daysLeft, priority }) => [daysLeft, priority])).toEqual(Array(3).fill([3, 'High']));
    workflows.today = '2027-03-24';
    expect((await list('authority=GSE')).map(({ daysLeft, priority }) => [daysLeft, priority])).toEqual(Array(3).fill([7, 'Medium']));
    expect((await list('status=dateMissing')).map(({ daysLeft, priority }) => [daysLeft, priority])).toEqual(Array(3).fill([null, null]));
  });

  it('counts them by how soon they fall due, for the plants in scope', async () => {
    const summary = async (caller = manager, query = '') => (await caller.api.get(`${path}/summary?${query}`).expect(200)).body as DeadlineSummary;
    expect(await summary()).toEqual({ open: 9, overdue: 0, dueWithin7Days: 0, dueWithin30Days: 2, dueWithin60Days: 2, dateMissing: 3 });
    workflows.today = '2027-03-25';
    expect(await summary()).toEqual({ open: 9, overdue: 2, dueWithin7Days: 5, dueWithin30Days: 5, dueWithin60Days: 6, dateMissing: 3 });
    expect(await summary(manager, 'authority=Customs')).toMatchObject({ open: 5, overdue: 2, dueWithin7Days: 2, dateMissing: 1 });
    expect(await summary(manager, `plantId=${plants[1]?.plantId}`)).toMatchObject({ open: 1, dateMissing: 1 });
    const scoped = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId, rowScope: { plants: [plants[1]?.plantId ?? ''] } });
    expect(await summary(scoped)).toEqual({ open: 1, overdue: 0, dueWithin7Days: 1, dueWithin30Days: 1, dueWithin60Days: 1, dateMissing: 1 });
    expect(await summary(await workflows.service.signIn(['workflows.deadline.read']))).toMatchObject({ open: 0, dateMissing: 0 });
  });

  it('shows a caller of some plants those alone', async () => {
    const [, small] = plants;
    const scoped = await workflows.service.signIn(['workflows.deadline.read', 'workflows.deadline.complete'], { tenantId: manager.tenantId, rowScope: { plants: [small?.plantId ?? ''] } });
    const seen = await list('', scoped);
    expect(seen.map(({ plantId }) => plantId)).toEqual([small?.plantId, small?.plantId]);
    const hidden = await find(plants[0], 'licence-fee');
    const [missing, outOfScope] = [await scoped.api.get(`${path}/${randomUUID()}`), await scoped.api.get(`${path}/${hidden.id}`)];
    expect([outOfScope.status, { ...outOfScope.body, requestId: '' }]).toEqual([404, { ...missing.body, requestId: '' }]);
    await complete(hidden, { completedOn: '2026-11-20' }, scoped).expect(404);
    const nobody = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId, rowScope: { plants: [] } });
    expect(await list('', nobody)).toEqual([]);
  });

  it('shows another tenant nothing', async () => {
    const stranger = await workflows.service.signIn(['*']);
    const deadline = await find(plants[0], 'licence-fee');
    expect(await list('', stranger)).toEqual([]);
    expect(await list(`plantId=${plants[0]?.plantId}`, stranger)).toEqual([]);
    await stranger.api.get(`${path}/${deadline.id}`).expect(404);
    await complete(deadline, { completedOn: '2026-11-20' }, stranger).expect(404);
  });
});

describe('completing a deadline', () => {
  it('opens the next occurrence and says so in events and the audit trail', async () => {
    const fee = await find(plants[0], 'licence-fee');
    const { body, headers } = await complete(fee, { completedOn: '2026-11-20', note: 'F24 no. 4711' }).expect(200);
    expect(body).toMatchObject({
      id: fee.id, status: 'completed', version: 2, completion: { completedOn: '2026-11-20', note: 'F24 no. 4711', completedBy: manager.userId },
      next: { status: 'open', nominalDueOn: '2027-12-16', dueOn: '2027-12-16', version: 1, obligation: { code: 'licence-fee' } },
    });
    expect(headers['etag']).toBe('"2"');
    const ofTenant = (await workflows.service.outbox()).filter(({ tenantid }) => tenantid === manager.tenantId);
    const about = (type: string) => ofTenant.filter((event) => event.type === type).map(({ data }) => data as Record<string, unknown>);
    expect(about(DeadlineCompleted.type)).toMatchObject([{ deadlineId: fee.id, completedOn: '2026-11-20' }]);
    expect(about(DeadlineOpened.type)).toHaveLength(13);
    expect(about(AuditRecorded.type).filter(({ actorKind }) => actorKind === 'user')).toMatchObject([
      { action: 'workflows.deadline.complete', resourceId: fee.id, before: { status: 'open' }, after: { status: 'completed', completionNote: 'F24 no. 4711' } },
      { action: 'workflows.deadline.complete', before: null, after: { nominalDueOn: '2027-12-16' } },
    ]);
  });

  it('counts the next check from the day it was done, also for a plant without a date', async () => {
    const dated = await complete(await find(plants[2], 'spi-check'), { completedOn: '2026-11-02' }).expect(200);
    expect(dated.body).toMatchObject({ next: { nominalDueOn: '2031-11-02', dueOn: '2031-11-03' } });
    const undated = await complete(await find(plants[0], 'spi-check'), { completedOn: '2024-06-12', note: 'relay test report' }).expect(200);
    expect(undated.body).toMatchObject({ status: 'completed', dueOn: null, next: { status: 'open', dueOn: '2029-06-12' } });
  });

  it('survives a later change of the plant: nothing completed comes back', async () => {
    const [plant] = plants;
    await complete(await find(plant, 'licence-fee'), { completedOn: '2026-11-20' }).expect(200);
    const before = await list(`plantId=${plant?.plantId}`);
    plant?.change({ capacityKw: '1500', commissionedOn: '2016-01-04' });
    await workflows.hear(...(plant?.events.slice(-1) ?? []));
    const after = await list(`plantId=${plant?.plantId}`);
    expect(after.filter(({ obligation }) => obligation.code === 'licence-fee')).toEqual(before.filter(({ obligation }) => obligation.code === 'licence-fee'));
    expect(await find(plant, 'spi-check')).toMatchObject({ dueOn: '2031-01-04' });
  });

  it('waits for what changes the plant, and decides by what that left', async () => {
    const plant = plants[2] as PlantHistory;
    const fee = await find(plant, 'licence-fee');
    plant.change({ name: 'Altopiano' });
    let answer: { status: number } | undefined;
    await workflows.takeSlowly(plant.events.at(-1) as (typeof plant.events)[number], async () => (answer = await complete(fee, { completedOn: '2026-11-20' })));
    expect(answer).toMatchObject({ status: 200, body: { plantName: 'Altopiano', next: { dueOn: '2027-12-16' } } });
  });

  it('happens once under one Idempotency-Key', async () => {
    const fee = await find(plants[0], 'licence-fee');
    const key = randomUUID();
    const [first, second] = [await complete(fee, { completedOn: '2026-11-20' }).set('idempotency-key', key), await complete(fee, { completedOn: '2026-11-20' }).set('idempotency-key', key)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ status: 'completed', next: { status: 'open' } });
  });

  it('happens once under two requests at once', async () => {
    const fee = await find(plants[0], 'licence-fee');
    const answers = await Promise.all([1, 2, 3].map(() => complete(fee, { completedOn: '2026-11-20' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(await list('obligation=licence-fee&status=completed')).toHaveLength(1);
  });

  it.each([
    ['work of tomorrow', { completedOn: '2026-11-22' }, 422, 'completed-in-the-future'],
    ['work of the year before', { completedOn: '2025-12-16' }, 422, 'completed-before-its-term'],
    ['a day that does not exist', { completedOn: '2026-02-30' }, 400, 'invalid-request'],
    ['no day', { note: 'done' }, 400, 'invalid-request'],
    ['an unknown field', { completedOn: '2026-11-20', tenantId: randomUUID() }, 400, 'invalid-request'],
    ['an endless note', { completedOn: '2026-11-20', note: 'x'.repeat(2001) }, 400, 'invalid-request'],
    ['a NUL character', { completedOn: '2026-11-20', note: 'a\u0000b' }, 400, 'nul-character'],
    ['half a surrogate pair', { completedOn: '2026-11-20', note: '\ud800' }, 400, 'lone-surrogate'],
  ])('refuses %s', async (_what, body, status, code) => {
    const fee = await find(plants[0], 'licence-fee');
    const answer = await complete(fee, body);
    expect([answer.status, (answer.body as { code: string }).code, answer.type]).toEqual([status, code, 'application/problem+json']);
    expect(await find(plants[0], 'licence-fee')).toEqual(fee);
  });

  it('wants to know which version it completes, and refuses a stale, a completed and a withdrawn one', async () => {
    const fee = await find(plants[0], 'licence-fee');
    await manager.api.post(`${path}/${fee.id}/complete`, { completedOn: '2026-11-20' }).expect(428);
    await complete({ ...fee, version: 7 }, { completedOn: '2026-11-20' }).expect(412);
    await complete(fee, { completedOn: '2026-11-20' }).expect(200);
    await complete({ ...fee, version: 2 }, { completedOn: '2026-11-20' }).expect(409);
    const declaration = await find(plants[0], 'annual-consumption-declaration');
    plants[0]?.delete();
    await workflows.hear(...(plants[0]?.events.slice(-1) ?? []));
    expect((await complete({ ...declaration, version: 2 }, { completedOn: '2026-11-20' })).body).toMatchObject({ status: 409, code: 'deadline-is-not-pending' });
    expect((await manager.api.get(`${path}/${declaration.id}`).expect(200)).body).toMatchObject({ withdrawal: { reason: 'plantDeleted', withdrawnOn: '2026-11-21' } });
  });
});

describe('what is asked for wrongly', () => {
  it.each([
    'limit=0', 'limit=201', 'limit=x', 'cursor=x', `cursor=${Buffer.from('["2027-02-30","x"]').toString('base64url')}`, 'plantId=1', 'status=done', 'dueFrom=2027-02-30',
    'dueFrom=2027-04-01&dueTo=2027-03-31', 'obligation=%27%3B--', 'surprise=1', 'dueTo=infinity', 'obligation=%00', 'overdue=maybe', 'withinDays=-1', 'withinDays=1.5', 'authority=Nobody',
  ])('is refused: ?%s', async (query) => {
    const { status, type } = await manager.api.get(`${path}?${query}`);
    expect([status, type]).toEqual([400, 'application/problem+json']);
  });

  it('is refused for an id that is none', async () => {
    await manager.api.get(`${path}/1`).expect(400);
    await manager.api.get(`${path}/${randomUUID()}`).expect(404);
  });
});

describe('who may', () => {
  it('lets nobody in without a token or the permission', async () => {
    await workflows.service.anonymous().get(path).expect(401);
    const reader = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId });
    const fee = await find(plants[0], 'licence-fee');
    await complete(fee, { completedOn: '2026-11-20' }, reader).expect(403);
    await reader.api.get('/api/v1/workflows/obligation-packs').expect(403);
    await reader.api.get('/api/v1/workflows/obligation-packs/italy').expect(403);
    const stranger = await workflows.service.signIn(['assets.plant.read'], { tenantId: manager.tenantId });
    await stranger.api.get(path).expect(403);
    await stranger.api.get(`${path}/${fee.id}`).expect(403);
  });

  it('is declared on every route', () => expect(uncoveredRoutes(workflows.service.running.app)).toEqual([]));
});

describe('the obligations of a plant', () => {
  const of = async (plant: PlantHistory | undefined, caller = manager, query = '') => (await caller.api.get(`/api/v1/workflows/plants/${plant?.plantId}/obligations${query}`).expect(200)).body as PlantObligations;

  it('are told with the reason, and those that do not apply with what is missing', async () => {
    const { items, packVersion } = await of(plants[1]);
    expect([packVersion, items.length]).toEqual(['2026.2', 10]);
    const byCode = Object.fromEntries(items.map((item) => [item.code, item]));
    expect(byCode['fuel-mix-disclosure']).toMatchObject({ applies: true, notApplicableBecause: [], bundles: ['yearly-compliance'], why: { fields: { status: 'In Operation' } }, deadline: { status: 'open', dueOn: '2027-03-31' } });
    expect(byCode['licence-fee']).toMatchObject({ applies: false, notApplicableBecause: ['capacityKw 20 is not above 20'], deadline: null });
    expect(byCode['superintendence-opinion']?.notApplicableBecause).toEqual(['status In Operation is not in In Authorization', 'protectedArea no is not in yes']);
    expect(byCode['antimafia-renewal']?.notApplicableBecause).toEqual(['incentivesEur unknown is not above 150000']);
    expect((await of(plants[1], manager, '?applies=true')).items.map(({ code }) => code)).toEqual(['fuel-mix-disclosure', 'spi-check']);
    expect((await of(plants[1], manager, '?applies=false')).items).toHaveLength(8);
  });

  it('are those of the plants that a caller reaches', async () => {
    const [, small] = plants;
    const scoped = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId, rowScope: { plants: [small?.plantId ?? ''] } });
    await of(small, scoped);
    await scoped.api.get(`/api/v1/workflows/plants/${plants[0]?.plantId}/obligations`).expect(404);
    await manager.api.get(`/api/v1/workflows/plants/${randomUUID()}/obligations`).expect(404);
    await (await workflows.service.signIn(['*'])).api.get(`/api/v1/workflows/plants/${small?.plantId}/obligations`).expect(404);
    small?.delete();
    await workflows.hear(...(small?.events.slice(-1) ?? []));
    await manager.api.get(`/api/v1/workflows/plants/${small?.plantId}/obligations`).expect(404);
  });
});

it('shows the obligation packs', async () => {
  const { body } = await manager.api.get('/api/v1/workflows/obligation-packs').expect(200);
  expect(body).toMatchObject({ items: [{ id: 'italy', version: '2026.2', current: true, jurisdiction: 'IT', obligationCount: 10 }, { version: '2026.1', current: false, obligationCount: 4 }] });
  const pack = async (query = '') => (await manager.api.get(`/api/v1/workflows/obligation-packs/italy${query}`).expect(200)).body as ObligationPack;
  expect((await pack()).obligations[0]).toMatchObject({ code: 'annual-consumption-declaration', due: { rrule: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31' }, trigger: 'recurring' });
  expect(await pack('?version=2026.1')).toMatchObject({ version: '2026.1', obligations: [{}, {}, {}, { due: { rrule: 'FREQ=YEARLY;INTERVAL=5', countedFrom: 'commissionedOn' } }] });
  expect(await pack()).not.toHaveProperty('tests');
  await manager.api.get('/api/v1/workflows/obligation-packs/italy?version=2025.9').expect(404);
  await manager.api.get('/api/v1/workflows/obligation-packs/italy?version=x').expect(400);
  await manager.api.get('/api/v1/workflows/obligation-packs/france').expect(404);
  await manager.api.get('/api/v1/workflows/obligation-packs/..%2Fitaly').expect(400);
});
