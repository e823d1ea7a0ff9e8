import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditRecorded, DeadlineOpened, DeadlineRescheduled, DeadlineSnapshot, DeadlineWithdrawn, effectiveSettings, type CloudEvent, type DeadlineState } from '@kairos/contracts';
import { eventually, tellTerms } from '@kairos/testing';
import { emitSnapshots } from '@kairos/service-kit';
import { publishAsAssets } from '../test/assets-stream.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { FollowSettings } from './follow-settings.job.ts';
import { DeadlineSnapshots } from './deadline-snapshots.job.ts';

const tenantId = randomUUID();
let workflows: WorkflowsUnderTest;
beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(() => {
  workflows.today = '2026-11-21';
});

const standingOf = async (plant: PlantHistory) =>
  (await workflows.deadlinesOf(plant.plantId)).map(({ obligation_code, status, due_on }) => [obligation_code, status, due_on]);
const publishedAbout = async (plant: PlantHistory) =>
  (await workflows.service.outbox()).filter(({ data }) => (data as { plantId?: string }).plantId === plant.plantId).map(({ type, aggregateversion }) => [type, aggregateversion]);

/** A shuffle that a failing run can repeat. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

describe('a plant that is registered', () => {
  it('gets its five next occurrences with the reason and an event each', async () => {
    const plant = new PlantHistory(tenantId);
    await workflows.hear(...plant.events);
    expect(await standingOf(plant)).toEqual([
      ['annual-consumption-declaration', 'open', '2027-03-31'],
      ['fiscal-meter-calibration', 'dateMissing', null],
      ['fuel-mix-disclosure', 'open', '2027-03-31'],
      ['licence-fee', 'open', '2026-12-16'],
      ['spi-check', 'dateMissing', null],
    ]);
    const [declaration, , , , spi] = await workflows.deadlinesOf(plant.plantId);
    expect(declaration?.why).toEqual({
      predicate: {
        all: [
          { field: 'status', op: 'in', value: ['In Operation'] }, { field: 'capacityKw', op: 'above', value: '20' },
          { field: 'customsLicenceActive', op: 'in', value: [true, null] },
        ],
      },
      fields: { status: 'In Operation', capacityKw: '998.5', customsLicenceActive: null },
    });
    expect(spi?.why.fields).toEqual({ status: 'In Operation', capacityKw: '998.5', commissionedOn: null });
    expect(await publishedAbout(plant)).toEqual(Array(5).fill([DeadlineOpened.type, 1]));
  });

  it('leaves one audit record for all it opened', async () => {
    const plant = new PlantHistory(tenantId);
    await workflows.hear(...plant.events);
    const audits = (await workflows.service.outbox(AuditRecorded.type)).map(({ data }) => data as { resourceId: string; count: number; actorKind: string });
    expect(audits.filter(({ resourceId }) => resourceId === plant.plantId)).toMatchObject([{ count: 5, actorKind: 'system' }]);
  });

  it('gets two at exactly 20 kW, five a watt above, another before it operates', async () => {
    const [small, justAbove, planned] = [{ capacityKw: '20' }, { capacityKw: '20.001' }, { status: 'In Authorization' as const }].map((facts) => new PlantHistory(tenantId, facts));
    if (!small || !justAbove || !planned) throw new Error('three plants');
    await workflows.hear(...small.events, ...justAbove.events, ...planned.events);
    expect([await standingOf(small), await standingOf(justAbove), await standingOf(planned)].map(({ length }) => length)).toEqual([2, 5, 1]);
  });
});

describe('a plant that changes', () => {
  it('loses the obligations above 20 kW with the recorded reason when it falls to 20 kW, and gets them back', async () => {
    const plant = new PlantHistory(tenantId).change({ capacityKw: '20' });
    await workflows.hear(...plant.events);
    const withdrawn = (await workflows.deadlinesOf(plant.plantId)).filter(({ status }) => status === 'withdrawn');
    expect(withdrawn.map(({ obligation_code, withdrawal }) => [obligation_code, withdrawal])).toEqual([
      ['annual-consumption-declaration', { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' }],
      ['fiscal-meter-calibration', { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' }],
      ['licence-fee', { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' }],
    ]);
    expect((await publishedAbout(plant)).filter(([type]) => type === DeadlineWithdrawn.type)).toHaveLength(3);

    workflows.today = '2027-06-01';
    plant.change({ capacityKw: '20.5' });
    await workflows.hear(...plant.events.slice(-1));
    const again = await workflows.deadlinesOf(plant.plantId);
    expect(again.map(({ obligation_code, status, due_on }) => [obligation_code, status, due_on])).toEqual([
      ['annual-consumption-declaration', 'open', '2028-03-31'],
      ['fiscal-meter-calibration', 'dateMissing', null],
      ['fuel-mix-disclosure', 'open', '2027-03-31'],
      ['licence-fee', 'open', '2027-12-16'],
      ['spi-check', 'dateMissing', null],
    ]);
    expect(again.map(({ id }) => id)).toEqual(expect.arrayContaining(withdrawn.map(({ id }) => id)));
    expect(again[0]?.why.fields).toEqual({ status: 'In Operation', capacityKw: '20.5', customsLicenceActive: null });
  });

  it('has its check dated when the commissioning date arrives, moved when it is corrected', async () => {
    const plant = new PlantHistory(tenantId);
    await workflows.hear(...plant.events);
    plant.change({ commissionedOn: '2011-05-01' });
    await workflows.hear(...plant.events.slice(-1));
    // 1 May 2031 is a Thursday and a holiday.
    expect((await workflows.deadlinesOf(plant.plantId))[4]).toMatchObject({ status: 'open', nominal_due_on: '2031-05-01', due_on: '2031-05-02', counted_from: '2011-05-01' });
    plant.change({ commissionedOn: '2012-02-29' });
    await workflows.hear(...plant.events.slice(-1));
    expect((await workflows.deadlinesOf(plant.plantId))[4]).toMatchObject({ status: 'open', nominal_due_on: '2027-02-28', due_on: '2027-03-01' });
    expect((await publishedAbout(plant)).filter(([type]) => type === DeadlineRescheduled.type)).toEqual([2, 2, 3, 3].map((version) => [DeadlineRescheduled.type, version]));
  });

  it('loses all when it is deleted or decommissioned, and nothing when its name changes', async () => {
    const [deleted, dismantled, renamed] = [new PlantHistory(tenantId).delete(), new PlantHistory(tenantId).moveTo('Decommissioned'), new PlantHistory(tenantId).change({ name: 'Nuovo' })];
    await workflows.hear(...deleted.events, ...dismantled.events, ...renamed.events);
    const reasons = async (plant: PlantHistory) => (await workflows.deadlinesOf(plant.plantId)).map(({ withdrawal }) => withdrawal?.reason);
    expect(await reasons(deleted)).toEqual(Array(5).fill('plantDeleted'));
    expect(await reasons(dismantled)).toEqual(Array(5).fill('noLongerApplies'));
    expect(await reasons(renamed)).toEqual(Array(5).fill(undefined));
    expect((await workflows.deadlinesOf(renamed.plantId)).map(({ version }) => version)).toEqual([1, 1, 1, 1, 1]);
  });

  it('is rebuilt from a snapshot alone', async () => {
    const known = new PlantHistory(tenantId).snapshot();
    const [, snapshot] = new PlantHistory(tenantId).snapshot().events;
    const [, gone] = new PlantHistory(tenantId).snapshot(true).events;
    if (!snapshot || !gone) throw new Error('a snapshot');
    await workflows.hear(...known.events, snapshot, gone);
    expect(await workflows.deadlinesOf(known.plantId)).toHaveLength(5);
    expect(await workflows.deadlinesOf(snapshot.subject)).toHaveLength(5);
    expect(await workflows.deadlinesOf(gone.subject)).toHaveLength(0);
  });
});

describe('a plant whose facts cross a threshold', () => {
  const pendingOf = async (plant: PlantHistory) => (await workflows.deadlinesOf(plant.plantId)).filter(({ status }) => status === 'open' || status === 'dateMissing').map(({ obligation_code }) => obligation_code);
  const small = ['fuel-mix-disclosure', 'spi-check'];
  const workshop = ['annual-consumption-declaration', 'fiscal-meter-calibration', 'fuel-mix-disclosure', 'licence-fee', 'spi-check'];

  it.each([
    [{ capacityKw: '19' }, small], [{ capacityKw: '20' }, small], [{ capacityKw: '25' }, workshop], [{ capacityKw: '600' }, workshop], [{ capacityKw: '1100' }, workshop],
    [{ capacityKw: '600', protectedArea: true }, workshop],
    [{ capacityKw: '600', status: 'In Authorization' as const }, ['building-title']], [{ capacityKw: '1100', status: 'In Authorization' as const }, ['single-authorisation']],
    [{ capacityKw: '600', status: 'In Authorization' as const, protectedArea: true }, ['building-title', 'superintendence-opinion']],
    [{ capacityKw: '25', status: 'Under Construction' as const }, ['workshop-declaration']], [{ capacityKw: '20', status: 'Under Construction' as const }, []],
  ])('has exactly what applies at %j', async (facts, expected) => {
    const plant = new PlantHistory(tenantId, { type: 'Photovoltaic', ...facts });
    await workflows.hear(...plant.events);
    expect(await pendingOf(plant)).toEqual(expected);
  });

  it('gets the new obligations from 19 to 25 kW, and a note on the old ones', async () => {
    const plant = new PlantHistory(tenantId, { type: 'Photovoltaic', capacityKw: '19', commissionedOn: '2024-06-12' });
    await workflows.hear(...plant.events);
    const before = await workflows.deadlinesOf(plant.plantId);
    plant.change({ capacityKw: '25' });
    await workflows.hear(...plant.events.slice(-1));
    expect(await pendingOf(plant)).toEqual(workshop);
    const { rows } = await workflows.service.database.admin.query<{ id: string; due_on: string; notes: unknown }>('select id, due_on::text, notes from workflows.deadline where plant_id = $1 and notes <> $2 order by obligation_code', [plant.plantId, '[]']);
    const note = {
      notedOn: '2026-11-21', changed: [{ field: 'capacityKw', from: '19', to: '25' }], withdrawn: [],
      opened: ['annual-consumption-declaration', 'licence-fee', 'fiscal-meter-calibration'],
    };
    expect(rows).toEqual(before.map(({ id, due_on }) => ({ id, due_on, notes: [note] })));
  });

  it('has to renew its antimafia papers above 150,000 euro, by the sum that the tenant chose', async () => {
    const owner = await workflows.service.signIn(['workflows.deadline.read']);
    const plant = new PlantHistory(owner.tenantId, { commissionedOn: '2024-06-12', incentivesTotalEur: '150000.01', incentivesPerYearEur: '12000' });
    await workflows.hear(...plant.events);
    expect(await pendingOf(plant)).toContain('antimafia-renewal');
    await tellTerms(workflows.service.database, 'workflows', owner.tenantId, { settings: effectiveSettings({}, { incentivesBasis: 'perYear' }) });
    const nightly = workflows.service.running.app.get(FollowSettings, { strict: false });
    await workflows.service.asTenant(owner.tenantId, () => nightly.tend(new AbortController().signal));
    expect((await workflows.deadlinesOf(plant.plantId)).filter(({ status }) => status === 'withdrawn')).toMatchObject([{ obligation_code: 'antimafia-renewal', withdrawal: { detail: 'incentivesEur 12000 is not above 150000' } }]);
  });
});

describe('events that come more than once and in any order', () => {
  const history = () => {
    const plant = new PlantHistory(tenantId);
    return plant.change({ capacityKw: '12' }).change({ commissionedOn: '2020-02-29' }).moveTo('Under Construction').moveTo('In Operation').change({ capacityKw: '500' }).snapshot();
  };
  const final = [
    ['annual-consumption-declaration', 'open', '2027-03-31'],
    ['fiscal-meter-calibration', 'open', '2029-02-28'],
    ['fuel-mix-disclosure', 'open', '2027-03-31'],
    ['licence-fee', 'open', '2026-12-16'],
    ['spi-check', 'open', '2030-02-28'],
  ];

  it.each([1, 2, 3, 4, 5])('five times each and shuffled with seed %i have the effect of once and in order', async (seed) => {
    const plant = history();
    const fivefold = shuffled(Array.from({ length: 5 }, () => plant.events).flat(), seed);
    await workflows.hear(...fivefold);
    await workflows.hear(...plant.events);
    expect(await standingOf(plant)).toEqual(final);
  });

  it('have their effect one after the other within one batch', async () => {
    const plant = new PlantHistory(tenantId);
    await workflows.hear(...plant.events);
    plant.change({ capacityKw: '12' }).change({ capacityKw: '30' }).change({ capacityKw: '15' }).change({ commissionedOn: '2020-02-29' });
    await workflows.hear(...plant.events.slice(1));
    expect((await workflows.deadlinesOf(plant.plantId)).map(({ status, due_on, counted_from }) => [status, due_on, counted_from])).toEqual([
      ['withdrawn', '2027-03-31', null], ['withdrawn', null, null], ['open', '2027-03-31', null], ['withdrawn', '2026-12-16', null], ['open', '2030-02-28', '2020-02-29'],
    ]);
  });

  it('do nothing when they are older than what is known', async () => {
    const plant = history();
    await workflows.hear(...plant.events.slice(-2));
    const before = await workflows.deadlinesOf(plant.plantId);
    await workflows.hear(...plant.events.slice(0, -2));
    expect(await workflows.deadlinesOf(plant.plantId)).toEqual(before);
  });
});

describe('two replicas that take events of one plant at the same time', () => {
  it('withdraw what the other one is about to open', async () => {
    const plant = new PlantHistory(tenantId).delete();
    const [registered, deleted] = plant.events as [CloudEvent, CloudEvent];
    await workflows.takeSlowly(registered, () => workflows.takeAsReplica(deleted));
    expect((await workflows.deadlinesOf(plant.plantId)).map(({ status }) => status)).toEqual(Array(5).fill('withdrawn'));
  });

  it('note what the facts were after the other one', async () => {
    const plant = new PlantHistory(tenantId, { type: 'Photovoltaic', capacityKw: '19' });
    await workflows.hear(...plant.events);
    const [lower, higher] = plant.change({ capacityKw: '20' }).change({ capacityKw: '25' }).events.slice(-2) as [CloudEvent, CloudEvent];
    await workflows.takeSlowly(lower, () => workflows.takeAsReplica(higher));
    const { rows } = await workflows.service.database.admin.query(`select distinct notes->0->'changed' as changed from workflows.deadline where plant_id = $1 and notes <> '[]'`, [plant.plantId]);
    expect(rows).toEqual([{ changed: [{ field: 'capacityKw', from: '20', to: '25' }] }]);
  });
});

it('opens 3,720 deadlines for 744 plants, none missing and none double', async () => {
  const tenant = randomUUID();
  const plants = Array.from({ length: 744 }, (_, index) => new PlantHistory(tenant, { capacityKw: String(1000 + index) }));
  const events = plants.flatMap((plant) => plant.events);
  await workflows.hear(...events);
  await workflows.hear(...events);
  const { rows } = await workflows.service.database.admin.query(
    `select count(*)::int as deadlines, count(distinct (plant_id, obligation_code))::int as pairs from workflows.deadline where tenant_id = $1`,
    [tenant],
  );
  expect(rows).toEqual([{ deadlines: 3720, pairs: 3720 }]);
}, 60_000);

it('re-emits the state of every deadline of a tenant, whatever became of it', async () => {
  const plant = new PlantHistory(randomUUID()).change({ capacityKw: '20' });
  await workflows.hear(...plant.events);
  const snapshots = workflows.service.running.app.get(DeadlineSnapshots, { strict: false });
  expect(await workflows.service.asTenant(plant.tenantId, () => emitSnapshots(workflows.service.em, snapshots))).toBe(5);
  const emitted = (await workflows.service.outbox(DeadlineSnapshot.type)).filter(({ tenantid }) => tenantid === plant.tenantId);
  expect(emitted.map(({ data }) => (data as DeadlineState).status).sort()).toEqual(['dateMissing', 'open', 'withdrawn', 'withdrawn', 'withdrawn']);
});

it('sets an event aside that is no plant, and goes on with the next', async () => {
  const broken = new PlantHistory(tenantId, { capacityKw: '1e309' as string });
  const plant = new PlantHistory(tenantId);
  await publishAsAssets(workflows.nats, broken.events);
  await workflows.hear(...plant.events);
  expect(await workflows.deadlinesOf(plant.plantId)).toHaveLength(5);
  const letters = () => workflows.service.database.admin.query<{ reason: string }>('select reason from workflows.dead_letter').then(({ rows }) => rows);
  expect(await eventually(letters, (rows) => rows.length > 0)).toMatchObject([{ reason: expect.stringContaining('capacityKw') as unknown }]);
});

it('keeps the plants of two tenants apart, even under one id', async () => {
  const mine = new PlantHistory(tenantId);
  const theirs = mine.events.map((event): CloudEvent => ({ ...event, id: randomUUID(), tenantid: randomUUID(), data: { ...(event.data as object), capacityKw: '5' } }));
  await workflows.hear(...mine.events, ...theirs);
  const { rows } = await workflows.service.database.admin.query('select tenant_id, count(*)::int as n from workflows.deadline where plant_id = $1 group by 1', [mine.plantId]);
  expect(rows).toEqual(expect.arrayContaining([{ tenant_id: tenantId, n: 5 }, { tenant_id: theirs[0]?.tenantid, n: 1 }]));
});
