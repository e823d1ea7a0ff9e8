import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue, type RegistryCardView } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const register = async (facts = {}) => ((await manager.api.post(plants, aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
const cardOf = (plantId: string) => `${plants}/${plantId}/registry-card`;
const fill = (plantId: string, body: object, version = 0, caller = manager) => caller.api.put(cardOf(plantId), body).set('if-match', `"${version}"`);

describe('the registry card of a plant', () => {
  it('is empty until it is filled in, and shows what the plant knows already', async () => {
    const plantId = await register({ podCode: 'IT001E12345678', ownerName: 'Esempio S.r.l.', address: 'Via Roma 1', commissionedOn: '2012-05-17' });
    const { body } = await manager.api.get(cardOf(plantId)).expect(200).expect('etag', '"0"');
    expect(body).toMatchObject({
      plantId, podCode: 'IT001E12345678', ownerName: 'Esempio S.r.l.', fullAddress: 'Via Roma 1, Foggia (FG), Puglia', commissionedOn: '2012-05-17', installedPowerKw: '998.5',
      gaudiCode: null, ownerTaxCode: null, technicalDetails: null, version: 0, updatedAt: null, updatedBy: null,
    });
  });

  it('is filled in as a whole: what is not named is empty then', async () => {
    const plantId = await register();
    const facts = { gaudiCode: 'IM_0123456', ownerTaxCode: 'rssmra85t10a562s', ownerPec: 'posta@pec.example', regime: 'RID', policyExpiresOn: '2027-06-30', areaM2: '12500.5', moduleCount: 2400, technicalDetails: { tilt: 30 }, connectionVoltageKv: '15' };
    const { body } = await fill(plantId, facts).expect(200).expect('etag', '"1"');
    expect(body).toMatchObject({ ...facts, ownerTaxCode: 'RSSMRA85T10A562S', version: 1, updatedBy: manager.userId });
    await fill(plantId, { gaudiCode: 'IM_0123456' }, 1).expect(200).expect('etag', '"2"');
    expect((await manager.api.get(cardOf(plantId)).expect(200)).body).toMatchObject({ gaudiCode: 'IM_0123456', regime: null, technicalDetails: null, version: 2 });
    await fill(plantId, { gaudiCode: 'IM_0123456' }, 2).expect(200).expect('etag', '"2"');
  });

  it('tells the world codes and dates, and nothing of people; the audit trail tells what changed', async () => {
    const plantId = await register();
    await fill(plantId, { ownerTaxCode: 'RSSMRA85T10A562S', responsiblePhone: '+39 0881 123456', connectedOn: '2012-05-01' }).expect(200);
    const [event] = (await service.outbox('assets.registry-card.changed.v1')).filter(({ data }) => (data as { plantId: string }).plantId === plantId);
    expect(event).toMatchObject({ aggregateversion: 1, data: { connectedOn: '2012-05-01', changedFields: ['ownerTaxCode', 'connectedOn', 'responsiblePhone'] } });
    expect(JSON.stringify(event)).not.toMatch(/RSSMRA|0881/);
    const [whole] = (await service.outbox('assets.registry-card.snapshot.v1')).filter(({ data }) => (data as { plantId: string }).plantId === plantId);
    expect(whole).toMatchObject({ aggregateversion: 1, data: { fields: { ownerTaxCode: 'RSSMRA85T10A562S', responsiblePhone: '+39 0881 123456', connectedOn: '2012-05-01' } } });
    expect(catalogue.find(({ type }) => type === whole?.type)?.visibility).toBeUndefined();
    const audit = (await service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceType: string; resourceId: string; after: unknown }).find(({ resourceId }) => resourceId === event?.subject);
    expect(audit).toMatchObject({ resourceType: 'RegistryCard', action: 'assets.registry-card.replace', after: { connectedOn: '2012-05-01' } });
  });

  it('of two who fill it in at once one is told to read it again, the first time and later', async () => {
    const plantId = await register();
    for (const version of [0, 1]) {
      const answers = await Promise.all([fill(plantId, { feeder: `A${version}` }, version), fill(plantId, { feeder: `B${version}` }, version)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    }
    await manager.api.put(cardOf(plantId), { feeder: 'C' }).expect(428);
  });

  it.each([
    [{ ownerTaxCode: 'RSSMRA85T10A562T' }, '/ownerTaxCode', 'where S belongs'],
    [{ podCode: 'IT001E12345678' }, '', 'podCode'],
    [{ regime: 'TO' }, '/regime', 'RID'],
    [{ moduleCount: -1 }, '/moduleCount', '0'],
    [{ connectedOn: '2012-02-30' }, '/connectedOn', 'date'],
  ])('refuses %j, and says where and why', async (facts, pointer, why) => {
    const { body } = await fill(await register(), facts).expect(400);
    const [error] = (body as { errors: { pointer: string; detail: string }[] }).errors;
    expect(JSON.stringify(error)).toContain(why);
    if (pointer) expect(error?.pointer).toBe(pointer);
  });

  it('is there for whoever reaches the plant, and changed by whoever may change plants', async () => {
    const [mine, other] = [await register(), await register()];
    const owner = await service.signIn(['assets.plant.read'], { rowScope: { plants: [mine] }, tenantId: manager.tenantId });
    expect(((await owner.api.get(cardOf(mine)).expect(200)).body as RegistryCardView).plantId).toBe(mine);
    await owner.api.get(cardOf(other)).expect(404);
    await fill(mine, { feeder: 'X' }, 0, owner).expect(403);
    const operator = await service.signIn(['assets.*'], { rowScope: { plants: [mine] }, tenantId: manager.tenantId });
    await fill(mine, { feeder: 'X' }, 0, operator).expect(200);
    await fill(other, { feeder: 'X' }, 0, operator).expect(404);
    const foreigner = await service.signIn(['assets.*']);
    await foreigner.api.get(cardOf(mine)).expect(404);
    await fill(mine, { feeder: 'X' }, 1, foreigner).expect(404);
  });
});
