import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlantView } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';
import { todayInItaly } from './facts-from-authorities.calc.ts';
import { LicenceTerms } from './licence-terms.job.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const register = async (facts = {}) => ((await manager.api.post(plants, aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
const recordOf = (plantId: string, authority: string) => `${plants}/${plantId}/authority-records/${authority}`;
const tell = (plantId: string, authority: string, body: object, version = 0, caller = manager) => caller.api.patch(recordOf(plantId, authority), body).set('if-match', `"${version}"`);
const plantOf = async (plantId: string) => (await manager.api.get(`${plants}/${plantId}`).expect(200)).body as PlantView;
const tend = () => runAsTenant(service.em, manager.tenantId, () => service.running.app.get(LicenceTerms, { strict: false }).tend(new AbortController().signal), { upkeep: true });
const changesOf = async (plantId: string) => (await service.outbox('assets.plant.changed.v1')).filter(({ subject }) => subject === plantId).map(({ data }) => data);

describe('the record of an authority', () => {
  it('is empty until something is recorded, and a later change leaves alone what it does not name', async () => {
    const plantId = await register();
    expect((await manager.api.get(recordOf(plantId, 'terna')).expect(200).expect('etag', '"0"')).body).toMatchObject({ plantId, authority: 'terna', upCode: null, gridCodeCompliant: null, version: 0, updatedBy: null });
    await tell(plantId, 'terna', { upCode: 'UP_X', marketZone: 'CSUD', gridCodeCompliant: true, nominalPowerMw: '1.5' }).expect(200).expect('etag', '"1"');
    const [workflowId, taskId] = [randomUUID(), randomUUID()];
    const { body } = await tell(plantId, 'terna', { practiceNumber: 'P-7', marketZone: null, workflowId, taskId }, 1).expect(200);
    expect(body).toMatchObject({ upCode: 'UP_X', practiceNumber: 'P-7', marketZone: null, gridCodeCompliant: true, workflowId, taskId, updatedBy: manager.userId, version: 2 });
    expect((await manager.api.get(recordOf(plantId, 'dso')).expect(200)).body).toMatchObject({ version: 0, ticaCode: null });
  });

  it('of the GSE says what the plant gets in incentives, and every event of the plant tells it', async () => {
    const plantId = await register();
    await tell(plantId, 'gse', { incentiveEurPerMwh: '65.25', estimatedMwhPerYear: '1200.5', incentiveYears: 20, iban: 'it60 X054 2811 1010 0000 0123 456' }).expect(200);
    expect(await plantOf(plantId)).toMatchObject({ incentivesPerYearEur: '78332.63', incentivesTotalEur: '1566652.5', version: 2 });
    expect(await changesOf(plantId)).toMatchObject([{ incentivesTotalEur: '1566652.5', changedFields: ['incentivesPerYearEur', 'incentivesTotalEur'] }]);
    await tell(plantId, 'gse', { paymentFrequency: 'Monthly' }, 1).expect(200);
    expect(await changesOf(plantId)).toHaveLength(1);
    await tell(plantId, 'gse', { incentiveYears: null }, 2).expect(200);
    expect(await plantOf(plantId)).toMatchObject({ incentivesPerYearEur: '78332.63', incentivesTotalEur: null });
    const whole = (await service.outbox('assets.authority-record.snapshot.v1')).map(({ data }) => data as { plantId: string; fields: object }).filter((data) => data.plantId === plantId);
    expect(whole[0]).toMatchObject({ authority: 'gse', fields: { iban: 'IT60X0542811101000000123456', incentiveYears: 20 } });
    const told = (await service.outbox('assets.authority-record.changed.v1')).map(({ data }) => data as { plantId: string }).filter((data) => data.plantId === plantId);
    expect(told[0]).toMatchObject({ authority: 'gse', fields: { incentiveYears: 20 }, changedFields: ['incentiveEurPerMwh', 'incentiveYears', 'iban', 'estimatedMwhPerYear'] });
    expect(JSON.stringify(told)).not.toContain('0542811101');
  });

  it('of Customs says whether the licence is active', async () => {
    const plantId = await register();
    expect(await plantOf(plantId)).toMatchObject({ customsLicenceActive: null });
    await tell(plantId, 'customs', { licenceCode: 'IT00FGA00001E', licenceType: 'AD', licenceIssuedOn: '2020-01-10' }).expect(200);
    expect(await plantOf(plantId)).toMatchObject({ customsLicenceActive: true });
    await tell(plantId, 'customs', { licenceExpiresOn: '2024-01-10' }, 1).expect(200);
    expect(await plantOf(plantId)).toMatchObject({ customsLicenceActive: false });
    expect(await changesOf(plantId)).toMatchObject([{ customsLicenceActive: true, changedFields: ['customsLicenceActive'] }, { customsLicenceActive: false }]);
  });

  it('of Customs ends by the calendar: the plant tells of it on the day, once', async () => {
    const plantId = await register();
    await tell(plantId, 'customs', { licenceIssuedOn: '2020-01-10', licenceExpiresOn: todayInItaly() }).expect(200);
    await service.database.admin.query(`update assets.authority_record set facts = facts || '{"licenceExpiresOn": "2024-01-10"}' where plant_id = $1`, [plantId]);
    await tend();
    await tend();
    expect((await changesOf(plantId)).map((data) => (data as { customsLicenceActive: boolean }).customsLicenceActive)).toEqual([true, false]);
  });

  it('shares POD, GAUDÌ, CENSIMP and SAPR codes with the plant and its card: each is stored once', async () => {
    const plantId = await register();
    await tell(plantId, 'dso', { podCode: 'IT001E12345678', podActivatedOn: '2026-05-02' }).expect(200);
    await tell(plantId, 'terna', { gaudiCode: 'IM_0123456' }).expect(200);
    await tell(plantId, 'gse', { saprCode: 'S-9' }).expect(200);
    expect(await plantOf(plantId)).toMatchObject({ podCode: 'IT001E12345678' });
    expect((await manager.api.get(`${plants}/${plantId}/registry-card`).expect(200)).body).toMatchObject({ podCode: 'IT001E12345678', gaudiCode: 'IM_0123456', saprCode: 'S-9', version: 2 });
    expect((await manager.api.get(recordOf(plantId, 'terna')).expect(200)).body).toMatchObject({ gaudiCode: 'IM_0123456' });
    await manager.api.patch(`${plants}/${plantId}`, { podCode: 'IT001E87654321' }).set('if-match', '"2"').expect(200);
    expect((await manager.api.get(recordOf(plantId, 'dso')).expect(200)).body).toMatchObject({ podCode: 'IT001E87654321', podActivatedOn: '2026-05-02' });
  });

  it.each([
    ['dso', { podCode: 'IT001X12345678' }, 400, 'the 6th character is X'],
    ['gse', { iban: 'IT61X0542811101000000123456' }, 400, 'check digits'],
    ['terna', { marketZone: 'NORTH' }, 400, 'marketZone'],
    ['customs', { portalPassword: 'hunter2' }, 400, 'portalPassword'],
    ['customs', { workflowId: randomUUID() }, 400, 'names no field'],
    ['customs', { licenceIssuedOn: '2026-01-10', licenceExpiresOn: '2025-01-10' }, 422, 'must not lie before licenceIssuedOn'],
  ])('of %s refuses %j', async (authority, body, status, why) => {
    const plantId = await register();
    const answer = await tell(plantId, authority, body).expect(status);
    expect(JSON.stringify(answer.body)).toContain(why);
    expect((await manager.api.get(recordOf(plantId, authority)).expect(200)).body).toMatchObject({ version: 0 });
  });

  it('of two who change it at once one is told to read it again', async () => {
    const plantId = await register();
    for (const version of [0, 1]) {
      const answers = await Promise.all(['A', 'B'].map((mark) => tell(plantId, 'gse', { incentiveType: mark + version, incentiveEurPerMwh: `${version + 1}`, incentivisedCapMwh: '10' }, version)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    }
    expect(await plantOf(plantId)).toMatchObject({ incentivesTotalEur: '20' });
  });

  it('is there for whoever reaches the plant', async () => {
    const [mine, other] = [await register(), await register()];
    const operator = await service.signIn(['assets.*'], { rowScope: { plants: [mine] }, tenantId: manager.tenantId });
    for (const authority of ['dso', 'terna', 'gse', 'customs']) {
      await operator.api.get(recordOf(mine, authority)).expect(200);
      await operator.api.get(recordOf(other, authority)).expect(404);
      await tell(other, authority, { portalUser: 'x' }, 0, operator).expect(404);
    }
    await manager.api.get(recordOf(mine, 'municipality')).expect(404);
  });
});
