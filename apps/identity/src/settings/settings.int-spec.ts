import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SettingsView, TenantTerms } from '@kairos/contracts';
import { setOperatorSetting } from '../set-operator-setting.ts';
import { IdentityBuilder, type Person } from '../test/identity.builder.ts';

const path = '/api/v1/identity/settings';
let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const environment = () => ({ DATABASE_URL: identity.service.database.url('identity', 'app') });
const operator = (name: string, value: unknown, reason = 'a test') => setOperatorSetting(environment(), { name, value, reason });
const read = async () => (await admin.api.get(path).expect(200)).body as SettingsView;
const one = async (name: string) => (await read()).items.find((setting) => setting.name === name);
const patch = async (body: object) => admin.api.patch(path, body).set('if-match', `"${(await read()).version}"`);
const lastTold = async () => (await identity.service.outbox('identity.access.tenant-changed.v1')).at(-1)?.data as TenantTerms;

describe('the settings of a tenant', () => {
  it('tell meaning, unit, bounds, what takes effect and who set it', async () => {
    expect(await one('uploadMaxMib')).toEqual({
      name: 'uploadMaxMib', description: 'The largest file that can be uploaded', unit: 'MiB', value: 50, usual: 50, setBy: 'nobody', ownToSet: true, least: 1, most: 3072, choices: null,
    });
    expect(await one('uploadMediaTypes')).toMatchObject({ choices: expect.arrayContaining(['text/csv', 'application/gzip', 'application/octet-stream']) });
    expect(await one('trialDays')).toMatchObject({ ownToSet: false, value: 30 });
  });

  it('are changed by name, told to every service, recorded, and taken back', async () => {
    const { body } = await patch({ uploadMaxMib: 5, uploadMediaTypes: ['text/csv'], reason: 'small files only' });
    expect((body as SettingsView).items[0]).toMatchObject({ value: 5, setBy: 'tenant' });
    expect((await lastTold()).settings).toMatchObject({ uploadMaxMib: 5, uploadMediaTypes: ['text/csv'], concurrentImportJobs: 4 });
    const trail = (await identity.service.outbox()).filter(({ type }) => type.startsWith('audit.')).map(({ data }) => data);
    expect(trail).toContainEqual(expect.objectContaining({ action: 'identity.setting.update', reason: 'small files only', before: expect.objectContaining({ settings: {} }), after: expect.objectContaining({ settings: { uploadMaxMib: 5, uploadMediaTypes: ['text/csv'] } }) }));
    await patch({ uploadMaxMib: null, uploadMediaTypes: null });
    expect(await one('uploadMaxMib')).toMatchObject({ value: 50, setBy: 'nobody' });
  });

  it.each([
    [{ uploadMaxMib: 0 }, 400], [{ uploadMaxMib: 3073 }, 400], [{ uploadMaxMib: 1.5 }, 400], [{ uploadMaxMib: '5' }, 400], [{ uploadMediaTypes: [] }, 400], [{ uploadMediaTypes: ['image/png'] }, 400],
    [{ trialDays: 365 }, 400], [{ nonsense: 1 }, 400],
  ])('refuse %j and store nothing of it', async (body, status) => {
    const before = await read();
    expect((await patch({ concurrentImportJobs: 3, ...body })).status).toBe(status);
    expect(await read()).toEqual(before);
  });

  it('are not changed blindly', async () => {
    await admin.api.patch(path, { uploadMaxMib: 5 }).expect(428);
    await admin.api.patch(path, { uploadMaxMib: 5 }).set('if-match', '"999"').expect(412);
  });
});

describe('what the operator sets', () => {
  it('holds for every tenant, bounds what they set, and starts new ones', async () => {
    await patch({ concurrentImportJobs: 9 });
    expect(await operator('concurrentImportJobs', 6, 'the machine is small')).toEqual({ settings: { concurrentImportJobs: 6 }, tenants: 1 });
    expect(await one('concurrentImportJobs')).toMatchObject({ value: 6, setBy: 'tenant', most: 6 });
    expect((await lastTold()).settings).toMatchObject({ concurrentImportJobs: 6 });
    expect((await patch({ concurrentImportJobs: 7 })).body).toMatchObject({ status: 422, code: 'setting-beyond-operator' });
    await operator('defaultTimeZone', 'Europe/Lisbon');
    await identity.foundTenant('Later', 'later@example.org');
    expect(await lastTold()).toMatchObject({ timeZone: 'Europe/Lisbon', settings: { concurrentImportJobs: 6 } });
    expect(await operator('concurrentImportJobs', null)).toMatchObject({ settings: { defaultTimeZone: 'Europe/Lisbon' }, tenants: 2 });
    expect(await one('concurrentImportJobs')).toMatchObject({ value: 9 });
    const trail = (await identity.service.outbox()).filter(({ data }) => (data as { action?: string }).action === 'identity.setting.set-operator').map(({ data }) => data);
    expect(trail).toContainEqual(expect.objectContaining({ actorId: 'operator', reason: 'the machine is small' }));
  });

  it('offers hosts of the inner network; a tenant has those of them that it chose', async () => {
    const name = 'connectorInternalHosts';
    expect((await patch({ [name]: ['postgres:5432'] })).body).toMatchObject({ status: 422, code: 'setting-beyond-operator', errors: [{ pointer: '/connectorInternalHosts' }] });
    await operator(name, ['erp.intranet:8080', 'crm.intranet:443']);
    expect(await one(name)).toMatchObject({ value: [], choices: ['erp.intranet:8080', 'crm.intranet:443'], setBy: 'operator' });
    expect((await patch({ [name]: ['erp.intranet:8080', 'postgres:5432'] })).status).toBe(422);
    await patch({ [name]: ['erp.intranet:8080'] });
    expect((await lastTold()).settings).toMatchObject({ [name]: ['erp.intranet:8080'] });
    await operator(name, ['crm.intranet:443']);
    expect([(await one(name))?.value, (await lastTold()).settings]).toEqual([[], expect.objectContaining({ [name]: [] })]);
    for (const host of ['http://erp.intranet:8080', 'erp.intranet', 'erp.intranet:0', 'ERP:1', 'a@b:1']) expect(await operator(name, [host])).toMatchObject({ code: 'setting-refused' });
    await operator(name, null);
  });

  it('is refused out of its bounds, and nothing is stored', async () => {
    const before = await read();
    expect(await operator('uploadMaxMib', 0)).toMatchObject({ code: 'setting-refused' });
    expect(await operator('defaultTimeZone', 'Mars/Olympus')).toMatchObject({ code: 'setting-refused' });
    await expect(operator('nonsense', 1)).rejects.toThrow();
    expect(await read()).toEqual(before);
  });
});
