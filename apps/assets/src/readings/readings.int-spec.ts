import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ReadingCorrection, ReadingGaps, ReadingSpikes, ReadingView, UploadedReadings } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aComponent } from '../test/component.builder.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let reader: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  reader = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

async function meterOf(caller = reader): Promise<{ plantId: string; meterId: string; path: string }> {
  const { plantId } = (await caller.api.post('/api/v1/assets/plants', aPlant({ capacityKw: '100' })).expect(201)).body as { plantId: string };
  const { componentId } = (await caller.api.post(`/api/v1/assets/plants/${plantId}/components`, aComponent({ kind: 'meter' })).expect(201)).body as { componentId: string };
  return { plantId, meterId: componentId, path: `/api/v1/assets/plants/${plantId}/meters/${componentId}/readings` };
}
const hour = (at: string, energyKwh: string, more: object = {}) => ({ startsAt: `2026-01-15T${at}:00:00.000Z`, interval: 'hour', energyKwh, ...more });
const upload = async (path: string, readings: object[], more: object = {}) => (await reader.api.post(path, { source: 'gse-2026-01.csv', readings, ...more }).expect(200)).body as UploadedReadings;
const pageOf = async <T>(path: string) => ((await reader.api.get(path).expect(200)).body as { items: T[] }).items;

describe('readings over HTTP', () => {
  it('are recorded once, however often and at once they come, told to the world, and listed page after page', async () => {
    const { path, meterId, plantId } = await meterOf();
    const readings = ['08', '09', '10'].map((at, index) => hour(at, `${index + 1}.5`));
    const answers = await Promise.all([1, 2, 3].map(() => upload(path, readings)));
    expect(answers.map(({ recorded, unchanged }) => recorded + unchanged)).toEqual([3, 3, 3]);
    expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(3);
    const told = (await service.outbox('assets.reading-upload.recorded.v1')).filter(({ data }) => (data as { meterId: string }).meterId === meterId);
    expect(told).toMatchObject([{ tenantid: reader.tenantId, data: { plantId, source: 'gse-2026-01.csv', recorded: 3, corrected: 0, startsAt: '2026-01-15T08:00:00.000Z', endsAt: '2026-01-15T11:00:00.000Z' } }]);
    const first = (await reader.api.get(`${path}?limit=2`).expect(200)).body as { items: ReadingView[]; nextCursor: string };
    const rest = await pageOf<ReadingView>(`${path}?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest].map(({ energyKwh, endsAt }) => [energyKwh, endsAt.slice(11, 13)])).toEqual([['1.5', '09'], ['2.5', '10'], ['3.5', '11']]);
    expect(await pageOf(`${path}?from=2026-01-15T09:00:00Z&to=2026-01-15T10:00:00Z`)).toHaveLength(1);
  });

  it('of days last 23 and 25 hours where the clock changes, and are refused where no day begins', async () => {
    const { path } = await meterOf();
    const day = (startsAt: string) => ({ startsAt, interval: 'day', energyKwh: '300' });
    const { recorded, rejected } = await upload(path, [day('2026-03-28T23:00:00.000Z'), day('2026-03-29T22:00:00.000Z'), day('2025-10-25T22:00:00.000Z'), day('2026-03-31T23:00:00.000Z')]);
    expect([recorded, rejected.map(({ place, code }) => [place, code])]).toEqual([3, [[3, 'not-at-a-boundary']]]);
    const lengths = (await pageOf<ReadingView>(path)).map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000);
    expect(lengths).toEqual([25, 23, 24]);
    expect((await reader.api.get(`${path}/gaps?from=2026-03-28T23:00:00Z&to=2026-03-30T22:00:00Z`).expect(200)).body).toMatchObject({ gaps: [], more: false });
  });

  it('are corrected for a reason, and what they held is kept: by whom, when, why', async () => {
    const { path } = await meterOf();
    await upload(path, [hour('08', '10', { quality: 'estimated' })]);
    expect(await upload(path, [hour('08', '11')])).toMatchObject({ corrected: 1, rejected: [] });
    expect(await upload(path, [hour('08', '12')])).toMatchObject({ corrected: 0, rejected: [{ place: 0, code: 'differs-without-reason' }] });
    expect(await upload(path, [hour('08', '12')], { reason: 'scambio di contatore' })).toMatchObject({ corrected: 1 });
    expect(await pageOf(path)).toMatchObject([{ energyKwh: '12', quality: 'measured' }]);
    expect(await pageOf<ReadingCorrection>(`${path}/corrections`)).toMatchObject([
      { before: { energyKwh: '10', quality: 'estimated' }, after: { energyKwh: '11', quality: 'measured' }, reason: 'measured instead of estimated', correctedBy: reader.userId },
      { before: { energyKwh: '11', quality: 'measured' }, after: { energyKwh: '12', quality: 'measured' }, reason: 'scambio di contatore' },
    ]);
  });

  it('are looked through for gaps and for spikes, and the rule is told', async () => {
    const { path } = await meterOf();
    await upload(path, ['08', '09', '11'].map((at) => hour(at, '20')));
    const gaps = (await reader.api.get(`${path}/gaps?from=2026-01-15T07:00:00Z&to=2026-01-15T13:00:00Z`).expect(200)).body as ReadingGaps;
    expect(gaps.gaps.map(({ startsAt, minutes }) => [startsAt.slice(11, 13), minutes])).toEqual([['07', 60], ['10', 60], ['12', 60]]);
    await upload(path, [hour('10', '110.001')]);
    const spikes = (await reader.api.get(`${path}/spikes?from=2026-01-15T00:00:00Z&to=2026-01-16T00:00:00Z`).expect(200)).body as ReadingSpikes;
    expect(spikes).toMatchObject({ rule: expect.stringContaining('median'), spikes: [{ startsAt: '2026-01-15T10:00:00.000Z', because: 'above-capacity', mostKwh: '110' }] });
    await reader.api.get(`${path}/gaps?from=2026-01-15T07:00:00Z&to=2026-01-15T07:00:00Z`).expect(422);
    await reader.api.get(`${path}/spikes`).expect(200);
  });

  it('are of a meter of a plant that the caller reaches, and need their permissions', async () => {
    const { path, plantId } = await meterOf();
    const body = { source: 'x', readings: [hour('08', '1')] };
    const { componentId } = (await reader.api.post(`/api/v1/assets/plants/${plantId}/components`, aComponent()).expect(201)).body as { componentId: string };
    expect((await reader.api.post(`/api/v1/assets/plants/${plantId}/meters/${componentId}/readings`, body).expect(404)).body).toMatchObject({ code: 'meter-not-found' });
    const elsewhere = await service.signIn(['assets.*'], { tenantId: reader.tenantId, rowScope: { plants: [randomUUID()] } });
    for (const caller of [elsewhere, await service.signIn(['assets.*'])]) {
      for (const what of ['', '/corrections', '/gaps', '/spikes']) await caller.api.get(`${path}${what}`).expect(404);
      await caller.api.post(path, body).expect(404);
    }
    const viewer = await service.signIn(['assets.reading.read'], { tenantId: reader.tenantId });
    await viewer.api.get(path).expect(200);
    await viewer.api.post(path, body).expect(403);
    await reader.api.post(path, { source: 'x', readings: [hour('08', '-1')] }).expect(400);
  });
});
