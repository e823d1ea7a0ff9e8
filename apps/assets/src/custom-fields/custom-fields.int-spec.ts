import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { BatchReceipt, ChangeSetView, CustomFieldView, PlantChangeView, PlantSchema, PlantView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
const fields = '/api/v1/assets/custom-fields';
const largeWind = { all: [{ field: 'type', op: 'in', value: ['Wind'] }, { field: 'capacityKw', op: 'above', value: '1000' }] };
let service: TestService;
let manager: Caller;
let hubHeight: CustomFieldView;

const definitionOf = (key: string, more = {}) => ({ key, type: 'number', label: { en: `The ${key}`, it: `Il ${key}` }, ...more });
const define = async (key: string, more = {}, caller = manager) => (await caller.api.post(fields, definitionOf(key, more)).expect(201)).body as CustomFieldView;
const change = (field: CustomFieldView, more = {}) => {
  const { label, options, unit, required, appliesTo, retired } = field;
  return manager.api.put(`${fields}/${field.id}`, { label, options, unit, required, appliesTo, retired, ...more });
};
const register = async (facts = {}) => ((await manager.api.post(plants, aPlant({ type: 'Wind', capacityKw: '2000', ...facts })).expect(201)).body as { plantId: string }).plantId;
const read = async (plantId: string, asOf = '') => (await manager.api.get(`${plants}/${plantId}${asOf && `?asOf=${asOf}`}`).expect(200)).body as PlantView;
const update = async (plantId: string, body: object, status = 200) => (await manager.api.patch(`${plants}/${plantId}`, body).set('if-match', `"${(await read(plantId)).version}"`).expect(status)).body as PlantView & { code: string; errors: object[] };
const changesOf = async (plantId: string) => ((await manager.api.get(`${plants}/${plantId}/changes`).expect(200)).body as { items: PlantChangeView[] }).items;
const imported = async (values: object, more = {}) => ((await manager.api.post(`${plants}/batches`, { importJobId: randomUUID(), chunkIndex: 0, rows: [{ rowNumber: 1, values }], ...more }).expect(200)).body as BatchReceipt).results[0];

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
  hubHeight = await define('hubHeight', { unit: 'm', appliesTo: largeWind });
});
afterAll(() => service?.stop());

describe('a custom field', () => {
  it('is known to the schema of a plant, to filters and to exports at once', async () => {
    await define('make', { type: 'select', options: ['Vestas', 'Enercon'] });
    const schema = (await manager.api.get('/api/v1/assets/plant-schema').expect(200)).body as PlantSchema;
    expect((schema.properties['customFields'] as { properties: object }).properties).toEqual({
      hubHeight: { type: 'string', pattern: expect.any(String), title: 'The hubHeight', 'x-title-it': 'Il hubHeight', 'x-unit': 'm', 'x-required': false, 'x-applies-to': largeWind, 'x-import-target': 'customFields.hubHeight' },
      make: { type: 'string', enum: ['Vestas', 'Enercon'], title: 'The make', 'x-title-it': 'Il make', 'x-required': false, 'x-import-target': 'customFields.make' },
    });
    const plantId = await register({ code: 'CF-SEEN', customFields: { hubHeight: '120.50', make: 'Vestas' } });
    expect(await read(plantId)).toMatchObject({ customFields: { hubHeight: '120.5', make: 'Vestas' }, inactiveCustomFields: {} });
    expect((await service.outbox('assets.plant.registered.v1')).at(-1)?.data).toMatchObject({ customFields: { hubHeight: '120.5', make: 'Vestas' } });
    const listed = async (query: string) => ((await manager.api.get(`${plants}?${query}`).expect(200)).body as { items: PlantView[] }).items.map(({ id }) => id);
    expect(await listed('customFields.hubHeight=120.5&customFields.make=Vestas')).toEqual([plantId]);
    expect(await listed('customFields.make=Enercon')).toEqual([]);
    await manager.api.get(`${plants}?customFields.=x`).expect(400);
    await manager.api.get(`${plants}?make=Vestas`).expect(400);
    const csv = (await manager.api.get(`${plants}/export?customFields.make=Vestas`).expect(200)).text.split('\r\n');
    expect([csv[0], csv[1]]).toEqual([expect.stringMatching(/,id,customFields\.hubHeight,customFields\.make$/), expect.stringMatching(/,120\.5,Vestas$/)]);
    expect((await manager.api.get(`${plants}/export?columns=code,customFields.hubHeight&customFields.make=Vestas`).expect(200)).text).toContain('CF-SEEN,120.5');
    await manager.api.post('/api/v1/assets/saved-views', { name: 'Wind', filters: { 'customFields.make': 'Vestas' }, sort: 'name', columns: ['code', 'customFields.make'] }).expect(201);
  });

  it('is refused at the field of a plant it does not apply to, or that does not take the value', async () => {
    const plantId = await register({ capacityKw: '1000' });
    const pointer = '/customFields/hubHeight';
    expect(await update(plantId, { customFields: { hubHeight: '90' } }, 422)).toMatchObject({ code: 'custom-field-not-applicable', errors: [{ pointer, detail: expect.stringContaining('capacityKw 1000 is not above 1000') as unknown }] });
    expect(await update(plantId, { capacityKw: '2000', customFields: { hubHeight: 'high', tail: 1 } }, 422)).toMatchObject({ errors: [{ pointer, code: 'custom-field-invalid' }, { pointer: '/customFields/tail', code: 'custom-field-unknown' }] });
    expect((await manager.api.post(plants, aPlant({ customFields: { hubHeight: '90' } })).expect(422)).body).toMatchObject({ code: 'custom-field-not-applicable' });
    expect((await read(plantId)).version).toBe(1);
    await update(plantId, { capacityKw: '2000', customFields: { hubHeight: '90' } });
    expect((await service.outbox('assets.plant.changed.v1')).at(-1)?.data).toMatchObject({ changedFields: ['capacityKw', 'customFields.hubHeight'], customFields: { hubHeight: '90' } });
  });

  it('keeps what plants hold when it does not apply any more or is retired, and shows it as inactive', async () => {
    const field = await define('rotor', { appliesTo: largeWind });
    const plantId = await register({ customFields: { hubHeight: '90', rotor: '80' } });
    await update(plantId, { capacityKw: '500', notes: 'repowered' });
    expect(await read(plantId)).toMatchObject({ customFields: {}, inactiveCustomFields: { hubHeight: '90', rotor: '80' } });
    await update(plantId, { capacityKw: '2000' });
    const retired = (await change(field, { retired: true }).set('if-match', '"1"').expect(200)).body as CustomFieldView;
    expect(await read(plantId)).toMatchObject({ customFields: { hubHeight: '90' }, inactiveCustomFields: { rotor: '80' } });
    expect(await update(plantId, { customFields: { rotor: '70' } }, 422)).toMatchObject({ code: 'custom-field-retired' });
    await manager.api.post(fields, definitionOf('rotor')).expect(409);
    await change(retired, { retired: false }).set('if-match', '"1"').expect(412);
    await change(retired, { retired: false }).set('if-match', '"2"').expect(200);
    expect((await read(plantId)).customFields).toEqual({ hubHeight: '90', rotor: '80' });
  });

  it('is in the log, is taken back, and read as of an instant', async () => {
    const plantId = await register({ customFields: { hubHeight: '90' } });
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await update(plantId, { customFields: { hubHeight: null, make: 'Enercon' } });
    const [made] = await changesOf(plantId);
    expect(made).toMatchObject({ before: { 'customFields.hubHeight': '90', 'customFields.make': null }, after: { 'customFields.hubHeight': null, 'customFields.make': 'Enercon' } });
    expect(await read(plantId)).toMatchObject({ customFields: { make: 'Enercon' } });
    const then = await read(plantId, before);
    expect([then.customFields, then.inactiveCustomFields, then.version, 'customFields.make' in then]).toEqual([{ hubHeight: '90' }, {}, 1, false]);
    await manager.api.post(`${plants}/${plantId}/changes/revert`, { changeIds: [made?.id] }).expect(200);
    expect((await read(plantId)).customFields).toEqual({ hubHeight: '90' });
    await update(plantId, { capacityKw: '2500', customFields: { hubHeight: '95' } });
    const [later] = await changesOf(plantId);
    await update(plantId, { type: 'Photovoltaic' });
    expect((await manager.api.post(`${plants}/${plantId}/changes/revert`, { changeIds: [later?.id] }).expect(422)).body).toMatchObject({ code: 'custom-field-not-applicable' });
  });

  it('is filled by rows of an import, each of which is refused alone', async () => {
    const { customFields: _none, ...row } = aPlant({ code: 'CF-ROW', type: 'Wind', capacityKw: '2000' });
    expect(await imported({ ...row, 'customFields.hubHeight': '101', 'customFields.make': null })).toMatchObject({ outcome: 'created' });
    const plan = await imported({ ...row, 'customFields.hubHeight': '102' }, { dryRun: true });
    expect(plan).toMatchObject({ outcome: 'updated', changes: [{ field: 'customFields.hubHeight', before: '101', after: '102' }] });
    expect(await imported({ ...row, 'customFields.make': 'Siemens', 'customFields.tail': '1' })).toMatchObject({
      outcome: 'rejected', errors: [{ field: 'customFields.make', code: 'custom-field-invalid' }, { field: 'customFields.tail', code: 'custom-field-unknown' }],
    });
    expect(await imported({ ...row, code: 'CF-NEW', capacityKw: '10', 'customFields.hubHeight': '9' })).toMatchObject({ outcome: 'rejected', errors: [{ field: 'customFields.hubHeight', code: 'custom-field-not-applicable' }] });
    expect(await imported({ ...row, 'customFields.hubHeight': '103' })).toMatchObject({ outcome: 'updated', changedFields: ['customFields.hubHeight'] });
    expect(await imported({ ...row, 'customFields.hubHeight': '103.0' })).toMatchObject({ outcome: 'unchanged' });
    const foreigner = await service.signIn(['assets.*']);
    const refused = (await foreigner.api.post(`${plants}/batches`, { importJobId: randomUUID(), chunkIndex: 0, rows: [{ rowNumber: 1, values: { ...row, 'customFields.hubHeight': '1' } }] }).expect(200)).body as BatchReceipt;
    expect(refused.results[0]).toMatchObject({ outcome: 'rejected', errors: [{ field: 'customFields.hubHeight' }] });
  });

  it('is undone with its import, and changed by change sets', async () => {
    const worker = await service.signIn(['assets.*', 'intake.*'], { tenantId: manager.tenantId });
    const intake = service.through('intake', worker);
    const { customFields: _none, ...row } = aPlant({ code: 'CF-UNDO', type: 'Wind', capacityKw: '2000' });
    const plantId = await register({ ...row, customFields: { hubHeight: '90' } });
    const importJobId = randomUUID();
    await imported({ ...row, 'customFields.hubHeight': '91', 'customFields.make': 'Vestas' }, { importJobId });
    await intake.api.post(`${plants}/batches/undo`, { importJobId }).expect(200);
    await intake.api.post(`${plants}/batches/undo/chunks`, { importJobId, chunkIndex: 0 }).expect(200);
    expect((await read(plantId)).customFields).toEqual({ hubHeight: '90' });
    const { body } = await worker.api.post('/api/v1/assets/change-sets', { title: 'Hub', reason: 'measured', changes: [{ plantId, facts: { customFields: { hubHeight: '92' } } }] }).expect(201);
    const set = body as ChangeSetView;
    expect(set.changes[0]?.fields).toEqual([{ field: 'customFields.hubHeight', before: '90', after: '92', now: '90', changedSince: false }]);
    await manager.api.post(`/api/v1/assets/change-sets/${set.id}/approve`, {}).expect(200);
    expect((await read(plantId)).customFields).toEqual({ hubHeight: '92' });
  });

  it('that is required belongs to a new plant, and is not taken away', async () => {
    const tenant = await service.signIn(['assets.*']);
    await define('operator', { type: 'text', required: true }, tenant);
    expect((await tenant.api.post(plants, aPlant()).expect(422)).body).toMatchObject({ code: 'custom-field-required', errors: [{ pointer: '/customFields/operator' }] });
    const { plantId } = (await tenant.api.post(plants, aPlant({ customFields: { operator: 'Anna' } })).expect(201)).body as { plantId: string };
    await tenant.api.patch(`${plants}/${plantId}`, { customFields: { operator: null } }).set('if-match', '"1"').expect(422);
    expect(((await tenant.api.get('/api/v1/assets/plant-schema').expect(200)).body as PlantSchema).required).toContain('customFields');
  });

  it('is sound, has a key of its own, and belongs to its tenant and whoever may define it', async () => {
    for (const more of [{ type: 'select' }, { type: 'text', options: ['A'] }, { type: 'text', unit: 'm' }]) await manager.api.post(fields, definitionOf('unsound', more)).expect(422);
    for (const key of ['Bad-key', 'constructor']) await manager.api.post(fields, definitionOf(key)).expect(400);
    await manager.api.post(fields, definitionOf('hubHeight')).expect(409);
    const viewer = await service.signIn(['assets.plant.read'], { tenantId: manager.tenantId });
    await viewer.api.get(fields).expect(200);
    await viewer.api.post(fields, definitionOf('mine')).expect(403);
    const limited = await service.signIn(['assets.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    const { label, options, unit, required, appliesTo, retired } = hubHeight;
    const refusals = [limited.api.post(fields, definitionOf('mine')), limited.api.put(`${fields}/${hubHeight.id}`, { label, options, unit, required, appliesTo, retired }).set('if-match', '"1"')];
    for (const refused of refusals) expect((await refused.expect(403)).body).toMatchObject({ code: 'custom-fields-need-all-plants' });
    const foreigner = await service.signIn(['assets.*']);
    await foreigner.api.get(`${fields}/${hubHeight.id}`).expect(404);
    expect((await foreigner.api.get(fields).expect(200)).body).toEqual({ items: [] });
  });
});
