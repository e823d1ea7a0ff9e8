import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlantMonthView, PlantPerformance } from '@kairos/contracts';
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
