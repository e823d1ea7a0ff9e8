import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlantMonthView, PlantPerformance, PortfolioMonths, PortfolioProduction } from '@kairos/contracts';
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

const registerPlant = async () => ((await manager.api.post('/api/v1/assets/plants', aPlant({ capacityKw: '100' })).expect(201)).body as { plantId: string }).plantId;
const meter = async (plantId: string, facts: object) => ((await manager.api.post(`/api/v1/assets/plants/${plantId}/components`, aComponent({ kind: 'meter', ...facts })).expect(201)).body as { componentId: string }).componentId;
const reads = (plantId: string, meterId: string, startsAt: string, energyKwh: string) =>
  manager.api.post(`/api/v1/assets/plants/${plantId}/meters/${meterId}/readings`, { source: 'x', readings: [{ startsAt, interval: 'day', energyKwh }] }).expect(200);
const of = (plantId: string) => `/api/v1/assets/plants/${plantId}/performance`;
const enter = (plantId: string, month: string, body: object, version: number) => manager.api.put(`${of(plantId)}/${month}`, body).set('if-match', `"${version}"`);

describe('the performance of a plant over HTTP', () => {
  it('sums what its production meters read by months of its own clock, and none of it twice', async () => {
    const plantId = await registerPlant();
    const main = await meter(plantId, {});
    const below = await meter(plantId, { parentId: main });
    const drawn = await meter(plantId, { measures: 'consumption' });
    await reads(plantId, main, '2026-02-28T23:00:00.000Z', '500');
    await reads(plantId, main, '2026-03-30T22:00:00.000Z', '250.5');
    await reads(plantId, main, '2026-03-31T22:00:00.000Z', '9');
    for (const other of [below, drawn]) await reads(plantId, other, '2026-03-14T23:00:00.000Z', '77');
    const { months } = (await manager.api.get(`${of(plantId)}?from=2026-02&to=2026-04`).expect(200)).body as PlantPerformance;
    expect(months.map(({ month, actualKwh, hours, version }) => [month, actualKwh, hours, version])).toEqual([['2026-02', null, 672, 0], ['2026-03', '750.5', 743, 0], ['2026-04', '9', 720, 0]]);
  });

  it('takes what is entered by who has read it, told to the world; ratios follow and are refused as input', async () => {
    const plantId = await registerPlant();
    await manager.api.put(`${of(plantId)}/2026-01`, {}).expect(428);
    const first = await enter(plantId, '2026-01', { actualKwh: '5000', irradiationKwhPerM2: '80', revenueEur: '455.50', unavailableHours: '7.44' }, 0).expect(200).expect('etag', '"1"');
    expect(first.body).toMatchObject({ actualFrom: 'entered', performanceRatio: { value: '0.625' }, availability: { value: '0.99', meetsTarget: true }, revenueEur: '455.5', alerts: [{ code: 'low-performance-ratio' }] });
    await enter(plantId, '2026-01', { actualKwh: '1' }, 0).expect(412);
    expect((await Promise.all([enter(plantId, '2026-02', { actualKwh: '1' }, 0), enter(plantId, '2026-02', { actualKwh: '2' }, 0)])).map(({ status }) => status).sort()).toEqual([200, 412]);
    await enter(plantId, '2026-01', { performanceRatio: '0.9' }, 1).expect(400);
    await enter(plantId, '2026-01', { unavailableHours: '745' }, 1).expect(422);
    const second = (await enter(plantId, '2026-01', { actualKwh: '6000', irradiationKwhPerM2: '80', meanTemperatureC: '-1.5' }, 1).expect(200)).body as PlantMonthView;
    expect(second).toMatchObject({ revenueEur: null, meanTemperatureC: '-1.5', version: 2 });
    const told = (await service.outbox('assets.plant-month.recorded.v1')).filter(({ data }) => (data as { plantId: string; month: string }).plantId === plantId && (data as { month: string }).month === '2026-01');
    expect(told.at(-1)).toMatchObject({ aggregateversion: 2, data: { actualKwh: '6000', changedFields: ['actualKwh', 'meanTemperatureC', 'unavailableHours', 'revenueEur'] } });
  });

  it('warns of overdue maintenance, tells the targets, and the year to this month unless asked otherwise', async () => {
    const plantId = await registerPlant();
    await manager.api.post(`/api/v1/assets/plants/${plantId}/maintenance`, { title: 'X', type: 'Ordinary', plannedOn: '2026-01-01' }).expect(201);
    const { months, alerts, targets } = (await manager.api.get(of(plantId)).expect(200)).body as PlantPerformance;
    expect([months.length, targets]).toEqual([12, { performanceRatio: '0.85', availability: '0.95' }]);
    expect(alerts).toMatchObject([{ code: 'overdue-maintenance', severity: 'warning' }]);
    await manager.api.get(`${of(plantId)}?from=2026-02&to=2026-01`).expect(422);
    await manager.api.get(`${of(plantId)}?from=2020-01&to=2025-01`).expect(422);
    await manager.api.get(`${of(plantId)}/2026-13`).expect(400);
  });

  it('is of a plant that the caller reaches, and needs its permissions', async () => {
    const plantId = await registerPlant();
    const elsewhere = await service.signIn(['assets.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    for (const caller of [elsewhere, await service.signIn(['assets.*'])]) {
      for (const what of ['', '/2026-01']) await caller.api.get(`${of(plantId)}${what}`).expect(404);
      await caller.api.put(`${of(plantId)}/2026-01`, {}).set('if-match', '"0"').expect(404);
    }
    const viewer = await service.signIn(['assets.performance.read'], { tenantId: manager.tenantId });
    await viewer.api.get(of(plantId)).expect(200);
    await viewer.api.put(`${of(plantId)}/2026-01`, {}).set('if-match', '"0"').expect(403);
  });
});

describe('the production of a portfolio over HTTP', () => {
  it('is that of the plants asked about, beside the month before and the targets', async () => {
    const anna = await service.signIn(['assets.*']);
    const register = async (facts: object) => ((await anna.api.post('/api/v1/assets/plants', aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
    const enterFor = (plantId: string, month: string, body: object) => anna.api.put(`${of(plantId)}/${month}`, body).set('if-match', '"0"').expect(200);
    const [large, small, metered] = [await register({ capacityKw: '300', tags: ['a'] }), await register({ capacityKw: '100', tags: ['a'] }), await register({ capacityKw: '50', type: 'Wind' })];
    await enterFor(large, '2026-01', { actualKwh: '21600', irradiationKwhPerM2: '80', unavailableHours: '0' });
    await enterFor(large, '2025-12', { actualKwh: '18000' });
    await enterFor(small, '2026-01', { actualKwh: '4000.5', irradiationKwhPerM2: '80', unavailableHours: '74.4' });
    const [main, below] = await anna.api.post(`/api/v1/assets/plants/${metered}/components`, aComponent({ kind: 'meter' })).expect(201).then(async ({ body }) => {
      const { componentId } = body as { componentId: string };
      const under = await anna.api.post(`/api/v1/assets/plants/${metered}/components`, { ...aComponent({ kind: 'meter' }), parentId: componentId }).expect(201);
      return [componentId, (under.body as { componentId: string }).componentId];
    });
    for (const [meterId, startsAt] of [[main, '2025-12-31T23:00:00.000Z'], [main, '2026-01-31T23:00:00.000Z'], [below, '2026-01-10T23:00:00.000Z']]) {
      await anna.api.post(`/api/v1/assets/plants/${metered}/meters/${meterId}/readings`, { source: 'x', readings: [{ startsAt, interval: 'day', energyKwh: '100' }] }).expect(200);
    }
    const read = async (query: string, caller = anna) => (await caller.api.get(`/api/v1/assets/plants/production?${query}`).expect(200)).body as PortfolioProduction;
    expect(await read('month=2026-01')).toEqual({
      month: '2026-01', plants: 3, plantsKnown: 3, actualKwh: '25700.5',
      trend: { previousMonth: '2025-12', plants: 1, actualKwh: '21600', previousKwh: '18000', change: '0.2' },
      performanceRatio: { value: '0.8', target: '0.85', plants: 2, meetingTarget: 1 }, availability: { value: '0.975', target: '0.95', plants: 2, meetingTarget: 1 },
    });
    expect(await read('month=2026-02')).toMatchObject({ plantsKnown: 1, actualKwh: '100', trend: { plants: 1, previousKwh: '100', change: '0' }, performanceRatio: { value: null, plants: 0 } });
    expect(await read('month=2026-01&tag=a')).toMatchObject({ plants: 2, actualKwh: '25600.5' });
    const months = async (query: string, caller = anna) => (await caller.api.get(`/api/v1/assets/plants/production/months?${query}`).expect(200)).body as PortfolioMonths;
    expect(await months('to=2026-02&months=4')).toMatchObject({ plants: 3, months: [
      { month: '2025-11', plantsKnown: 0, actualKwh: null, expected: { plants: 0, expectedKwh: null, reached: null } },
      { month: '2025-12', plantsKnown: 1, actualKwh: '18000' }, { month: '2026-01', plantsKnown: 3, actualKwh: '25700.5', expected: { plants: 2, actualKwh: '25600.5' } },
      { month: '2026-02', plantsKnown: 1, actualKwh: '100', expected: { plants: 0 } },
    ] });
    await anna.api.put(`${of(small)}/2026-01`, { actualKwh: '4000.5', expectedKwh: '5000.625' }).set('if-match', '"1"').expect(200);
    expect((await months('to=2026-01&months=1&capacityToKw=100')).months).toMatchObject([{ plantsKnown: 2, actualKwh: '4100.5', expected: { plants: 1, expectedKwh: '5000.625', actualKwh: '4000.5', reached: '0.8' } }]);
    expect((await months('tag=none')).months).toHaveLength(13);
    for (const wrong of ['months=0', 'months=37', 'months=x', 'to=2026-13', 'since=2026-01']) await anna.api.get(`/api/v1/assets/plants/production/months?${wrong}`).expect(400);
    const owner = await service.signIn(['assets.performance.read'], { rowScope: { plants: [small] }, tenantId: anna.tenantId });
    expect(await read('month=2026-01', owner)).toMatchObject({ plants: 1, actualKwh: '4000.5', availability: { plants: 0, meetingTarget: 0 } });
    expect(await months('to=2026-01&months=1', owner)).toMatchObject({ plants: 1, months: [{ plantsKnown: 1, actualKwh: '4000.5' }] });
    await (await service.signIn(['assets.plant.read'], { tenantId: anna.tenantId })).api.get('/api/v1/assets/plants/production/months').expect(403);
    expect((await read('')).month).toMatch(/^20\d\d-\d\d$/);
  });
});
