import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chunkNotFound, type BatchReceipt, type ComponentTree, type ComponentView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

type APlant = { plantId: string; plantCode: string };
async function registerPlant(): Promise<APlant> {
  const plantCode = `PLANT-${randomUUID().slice(0, 8)}`;
  const { plantId } = (await importer.api.post('/api/v1/assets/plants', aPlant({ code: plantCode })).expect(201)).body as { plantId: string };
  return { plantId, plantCode };
}
type Sent = { importJobId?: string; chunkIndex?: number; dryRun?: boolean; api?: Caller['api'] };
async function send(values: object[], { importJobId = randomUUID(), chunkIndex = 0, dryRun = false, api = importer.api }: Sent = {}): Promise<BatchReceipt> {
  const rows = values.map((row, at) => ({ rowNumber: at + 1, values: row }));
  return (await api.post('/api/v1/assets/components/batches', { importJobId, chunkIndex, dryRun, rows }).expect(200)).body as BatchReceipt;
}
const outcomes = ({ results }: BatchReceipt) => results.map(({ outcome, errors: [error] }) => (error ? `${error.field}: ${error.code}` : outcome));
const row = ({ plantCode }: APlant, code: string, more: object = {}) => ({ plantCode, code, name: `Componente ${code}`, kind: 'inverter', ...more });
const componentsOf = async ({ plantId }: APlant) => ((await importer.api.get(`/api/v1/assets/plants/${plantId}/components?limit=200`).expect(200)).body as { items: ComponentView[] }).items;

describe('components of a file', () => {
  it('stand below one another, parents before parts wherever they are in a chunk, with every fact of the row', async () => {
    const plant = await registerPlant();
    const facts = { kind: 'switchgear', manufacturer: 'ABB', model: 'SafeRing', serialNumber: `S-${plant.plantCode}`, installedOn: '2020-02-29', warrantyEndsOn: '2027-12-31', ratedPowerKw: '630.5', sf6MassKg: '1.25', notes: 'in cabina' };
    const receipt = await send([row(plant, 'M1', { kind: 'meter', parentCode: 'INV-1' }), row(plant, 'INV-1', { parentCode: 'CAMPO' }), row(plant, 'CAMPO', { kind: 'array' }), row(plant, 'QMT', facts)]);
    expect(outcomes(receipt)).toEqual(['created', 'created', 'created', 'created']);
    const { components } = (await importer.api.get(`/api/v1/assets/plants/${plant.plantId}/component-tree`).expect(200)).body as ComponentTree;
    expect(components).toMatchObject([{ code: 'CAMPO', components: [{ code: 'INV-1', components: [{ code: 'M1' }] }] }, { code: 'QMT', components: [] }]);
    expect((await componentsOf(plant)).find(({ code }) => code === 'QMT')).toMatchObject(facts);
    expect(receipt.results[3]?.recordId).toBe((await componentsOf(plant)).find(({ code }) => code === 'QMT')?.id);
    expect((await service.outbox('assets.component.registered.v1')).filter(({ data }) => (data as { plantId: string }).plantId === plant.plantId)).toHaveLength(4);
  });

  it('that are known are planned field by field, changed and moved where the row says so, and left alone where it says nothing', async () => {
    const plant = await registerPlant();
    await send([row(plant, 'A', { kind: 'array' }), row(plant, 'I', { ratedPowerKw: '60', notes: 'first' })]);
    const rows = [row(plant, 'I', { name: 'Inverter nuovo', ratedPowerKw: '75.5', parentCode: 'A' }), row(plant, 'A', { kind: 'array' }), row(plant, 'N', { ratedPowerKw: '1' })];
    const plan = await send(rows, { dryRun: true });
    expect(outcomes(plan)).toEqual(['updated', 'unchanged', 'created']);
    expect(plan.results[0]?.changes).toEqual([{ field: 'name', before: 'Componente I', after: 'Inverter nuovo' }, { field: 'ratedPowerKw', before: '60', after: '75.5' }, { field: 'parentCode', before: null, after: 'A' }]);
    expect([plan.results[2]?.recordId, plan.impact]).toEqual([null, [{ group: 'inverter', created: 1, updated: 1, measure: 'ratedPowerKw', added: '1', changed: '15.5' }]]);
    expect((await componentsOf(plant)).map(({ code, version }) => [code, version])).toEqual([['A', 1], ['I', 1]]);
    expect((await send(rows)).results[0]?.changedFields).toEqual(['name', 'ratedPowerKw', 'parentCode']);
    expect((await componentsOf(plant)).find(({ code }) => code === 'I')).toMatchObject({ path: ['A', 'I'], ratedPowerKw: '75.5', notes: 'first', version: 2 });
    expect(outcomes(await send(rows))).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('that break a rule are rejected alone, by field and code', async () => {
    const [plant, other] = [await registerPlant(), await registerPlant()];
    const serial = { manufacturer: 'SMA', serialNumber: `S-${plant.plantCode}` };
    const receipt = await send([
      row(plant, 'A', serial), row(other, 'B', { manufacturer: 'sma', serialNumber: serial.serialNumber }), row(plant, 'C', { parentCode: 'NONE' }), row(plant, 'X', { parentCode: 'Y' }), row(plant, 'Y', { parentCode: 'X' }),
      row(plant, 'D', { sf6MassKg: '1' }), row(plant, 'E', { serialNumber: '1' }), row(plant, 'A', { kind: 'array' }), row(plant, 'F', { installedOn: '2021-01-01', commissionedOn: '2020-01-01' }), row(plant, 'A', { parentCode: 'A' }), row(plant, 'G'),
    ]);
    expect(outcomes(receipt)).toEqual([
      'created', 'serialNumber: serial-number-taken', 'parentCode: parent-not-in-plant', 'parentCode: parent-not-in-plant', 'parentCode: parent-not-in-plant', 'sf6MassKg: sf6-only-in-switchgear',
      'serialNumber: serial-number-without-manufacturer', 'kind: component-is-of-another-kind', 'commissionedOn: dates-out-of-order', 'parentCode: component-within-itself', 'created',
    ]);
    expect((await componentsOf(plant)).map(({ code }) => code)).toEqual(['A', 'G']);
  });

  it('take a serial number that an earlier row gave up or did not get', async () => {
    const plant = await registerPlant();
    const serial = (number: string) => ({ manufacturer: 'ABB', serialNumber: `${number}-${plant.plantCode}` });
    const numbers = async () => Object.fromEntries((await componentsOf(plant)).map(({ code, serialNumber }) => [code, serialNumber?.split('-')[0]]));
    await send([row(plant, 'I1', serial('1')), row(plant, 'I3', serial('3'))]);
    const rows = [row(plant, 'I1', serial('2')), row(plant, 'I2', serial('1'))];
    expect(outcomes(await send(rows, { dryRun: true }))).toEqual(['updated', 'created']);
    expect(outcomes(await send(rows))).toEqual(['updated', 'created']);
    expect(await numbers()).toEqual({ I1: '2', I2: '1', I3: '3' });
    expect(outcomes(await send([row(plant, 'I2', serial('4')), row(plant, 'I1', serial('1')), row(plant, 'I3', serial('2'))]))).toEqual(['updated', 'updated', 'updated']);
    expect(await numbers()).toEqual({ I1: '1', I2: '4', I3: '2' });
    const refused = { ...serial('9'), installedOn: '2021-01-01', commissionedOn: '2020-01-01' };
    expect(outcomes(await send([row(plant, 'I1', refused), row(plant, 'I3', serial('9'))]))).toEqual(['commissionedOn: dates-out-of-order', 'updated']);
    expect(await numbers()).toEqual({ I1: '1', I2: '4', I3: '9' });
  });

  it.each([['ratedPowerKw', '1e309'], ['ratedPowerKw', 'NaN'], ['sf6MassKg', '1,25'], ['installedOn', '2025-02-30'], ['warrantyEndsOn', '31/12/2027'], ['kind', 'cabin'], ['name', ''], ['code', null], ['plantCode', 7], ['colour', 'red']])(
    'with %s %j are rejected alone', async (field, value) => {
      const plant = await registerPlant();
      expect(outcomes(await send([{ ...row(plant, 'A'), [field]: value }, row(plant, 'B')]))).toEqual([`${field}: invalid-${field}`, 'created']);
    });

  it('of plants that somebody does not reach are told of like those of no plant', async () => {
    const [mine, theirs] = [await registerPlant(), await registerPlant()];
    const limited = await service.signIn(['assets.*'], { tenantId: importer.tenantId, rowScope: { plants: [mine.plantId] } });
    const receipt = await send([row(mine, 'A'), row(theirs, 'A'), { ...row(mine, 'A'), plantCode: 'NOWHERE' }], { api: limited.api });
    expect(outcomes(receipt)).toEqual(['created', 'plantCode: plant-not-found', 'plantCode: plant-not-found']);
    expect({ ...receipt.results[1]?.errors[0], value: '' }).toEqual({ ...receipt.results[2]?.errors[0], value: '' });
    expect(await componentsOf(theirs)).toEqual([]);
  });

  it('in a chunk that comes again, also at the same time, are registered once and answered with one receipt', async () => {
    const plant = await registerPlant();
    const chunk = { importJobId: randomUUID(), chunkIndex: 0, rows: Array.from({ length: 50 }, (_, at) => ({ rowNumber: at + 1, values: row(plant, `C-${at}`) })) };
    const post = (more: object = {}) => importer.api.post('/api/v1/assets/components/batches', { ...chunk, ...more });
    expect((await post({ receiptOnly: true, rows: [] }).expect(404)).body).toMatchObject({ code: chunkNotFound });
    const answers = await Promise.all([post(), post(), post()]);
    for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
    expect(await componentsOf(plant)).toHaveLength(50);
  });
});
