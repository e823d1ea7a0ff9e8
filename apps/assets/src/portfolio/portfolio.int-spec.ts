import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readXlsx from 'read-excel-file/node';
import { Readable } from 'node:stream';
import type { PlantMap, PortfolioSummary, RegisterPlantBody } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;
let owner: Caller;
const owned: string[] = [];

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
  const add = async (facts: Partial<RegisterPlantBody>) => ((await manager.api.post(plants, aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
  owned.push(await add({ code: 'PV-1', name: 'Alà, dei Sardi', capacityKw: '19.5', region: 'Sardegna', province: 'SS', latitudeDeg: '40.65', longitudeDeg: '9.325', tags: ['pilot', 'south'] }));
  await add({ code: 'PV-2', name: '=HYPERLINK("http://x")', capacityKw: '1000', status: 'Under Construction', commissionedOn: '2024-02-29' });
  await add({ code: 'WI-1', name: 'Vento di Foggia', type: 'Wind', capacityKw: '12500.001', protectedArea: true, latitudeDeg: '-0.5', longitudeDeg: '-1.25' });
  owner = await service.signIn(['assets.plant.read'], { tenantId: manager.tenantId, rowScope: { plants: owned } });
});
afterAll(() => service?.stop());

const csv = async (caller: Caller, query = '') => {
  const { text, headers } = await caller.api.get(`${plants}/export${query}`).expect(200);
  return { headers, lines: text.split('\r\n').filter(Boolean) };
};

describe('a portfolio', () => {
  it('comes to plants and capacity by status, type and region', async () => {
    const { body } = await manager.api.get(`${plants}/summary`).expect(200);
    const summary = body as PortfolioSummary;
    expect(summary).toMatchObject({ plants: 3, capacityKw: '13519.501', active: { plants: 2, capacityKw: '12519.501' } });
    expect(summary.byType).toContainEqual({ type: 'Wind', plants: 1, capacityKw: '12500.001' });
    expect(summary.byStatus).toContainEqual({ status: 'Decommissioned', plants: 0, capacityKw: '0' });
    expect(summary.byRegion).toEqual([{ region: 'Puglia', plants: 2, capacityKw: '13500.001' }, { region: 'Sardegna', plants: 1, capacityKw: '19.5' }]);
  });

  it.each([
    ['sizeBand=micro', ['PV-1']], ['sizeBand=medium', ['PV-2']], ['sizeBand=utility', ['WI-1']], ['sizeBand=large', []], ['province=SS', ['PV-1']], ['tag=pilot', ['PV-1']], ['protectedArea=true', ['WI-1']],
    ['protectedArea=false', ['PV-1', 'PV-2']], ['capacityFromKw=19.5&capacityToKw=1000', ['PV-1', 'PV-2']], ['capacityFromKw=19.501', ['PV-2', 'WI-1']], ['text=foggia&type=Wind', ['WI-1']],
  ])('is narrowed by %s, in lists, exports and on the map alike', async (filter, codes) => {
    const list = (await manager.api.get(`${plants}?sort=code&${filter}`).expect(200)).body as { items: { code: string }[] };
    expect(list.items.map(({ code }) => code)).toEqual(codes);
    expect((await csv(manager, `?sort=code&columns=code&${filter}`)).lines).toEqual(['code', ...codes]);
    const { features, withoutCoordinates } = (await manager.api.get(`${plants}/map?${filter}`).expect(200)).body as PlantMap;
    expect(features.length + withoutCoordinates).toBe(codes.length);
  });

  it('lies on a map: longitude before latitude, and what has no place is counted', async () => {
    const { body, headers } = await manager.api.get(`${plants}/map`).expect(200);
    expect(headers['content-type']).toMatch(/^application\/geo\+json/);
    const map = body as PlantMap;
    expect(map).toMatchObject({ type: 'FeatureCollection', withoutCoordinates: 1 });
    expect(map.features.map(({ geometry, properties }) => [properties.code, ...geometry.coordinates])).toEqual([['PV-1', 9.325, 40.65], ['WI-1', -1.25, -0.5]]);
  });

  it.each([['9,40,10,41', ['PV-1']], ['-2,-1,10,41', ['PV-1', 'WI-1']], ['9.4,40,10,41', []], ['170,-1,-1,41', ['WI-1']]])('lies on a map of %s with %j', async (bbox, codes) => {
    const map = (await manager.api.get(`${plants}/map?bbox=${bbox}`).expect(200)).body as PlantMap;
    expect([map.features.map(({ properties }) => properties.code), map.withoutCoordinates, map.more]).toEqual([codes, 1, false]);
  });

  it.each(['1,2,3', '0,41,10,40', '0,0,181,1', 'a,b,c,d'])('has no map of %s', async (bbox) => {
    await manager.api.get(`${plants}/map?bbox=${bbox}`).expect(400);
  });

  it('is exported as text in which no spreadsheet runs a formula and numbers keep their sign', async () => {
    const { lines, headers } = await csv(manager, '?sort=code&columns=code,name,capacityKw,latitudeDeg,tags,protectedArea,commissionedOn');
    expect(headers).toMatchObject({ 'content-disposition': 'attachment; filename="plants.csv"', 'x-content-type-options': 'nosniff' });
    expect(lines).toEqual([
      'code,name,capacityKw,latitudeDeg,tags,protectedArea,commissionedOn',
      'PV-1,"Alà, dei Sardi",19.5,40.65,pilot; south,false,',
      `PV-2,"'=HYPERLINK(""http://x"")",1000,,,false,2024-02-29`,
      'WI-1,Vento di Foggia,12500.001,-0.5,,true,',
    ]);
  });

  it('is exported as a workbook, numbers as numbers', async () => {
    const { body } = await manager.api.get(`${plants}/export?format=xlsx&sort=code&columns=code,name,capacityKw,protectedArea`).buffer(true).parse(binary).expect(200);
    const [sheet] = await readXlsx(Readable.from([body as Buffer]));
    expect(sheet?.data).toEqual([
      ['code', 'name', 'capacityKw', 'protectedArea'], ['PV-1', 'Alà, dei Sardi', 19.5, false], ['PV-2', `'=HYPERLINK("http://x")`, 1000, false], ['WI-1', 'Vento di Foggia', 12500.001, true],
    ]);
  });

  it('is exported whole, however many pages it takes', async () => {
    const crowd = await service.signIn(['assets.*']);
    const rows = Array.from({ length: 1203 }, (_, at) => ({ rowNumber: at + 1, values: { code: `C-${String(at).padStart(5, '0')}`, name: `Same name`, type: 'Wind', capacityKw: '1' } }));
    await crowd.api.post(`${plants}/batches`, { importJobId: crypto.randomUUID(), chunkIndex: 0, rows }).expect(200);
    const { lines } = await csv(crowd, '?columns=code');
    expect(lines.slice(1).sort()).toEqual(rows.map(({ values }) => values.code));
  });

  it('is for a plant owner only what they are authorised for, in sums, on the map and in files', async () => {
    expect((await owner.api.get(`${plants}/summary`).expect(200)).body).toMatchObject({ plants: 1, capacityKw: '19.5' });
    expect(((await owner.api.get(`${plants}/map`).expect(200)).body as PlantMap).features).toHaveLength(1);
    expect((await csv(owner, '?columns=code')).lines).toEqual(['code', 'PV-1']);
  });

  it.each(['columns=', 'columns=code,secret', 'format=pdf', 'capacityFromKw=-1', 'province=XX', 'protectedArea=perhaps', 'limit=1'])('is refused by %s', async (query) => {
    expect((await manager.api.get(`${plants}/export?${query}`).expect(400)).body).toMatchObject({ code: 'invalid-request' });
  });
});

function binary(response: unknown, done: (error: Error | null, body: unknown) => void): void {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
}
