import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent, TaskList, WorkflowDetail } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { documentRequests, documentsPath, plantsOf } from '../test/document-requests.ts';
import type { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { AnnounceExpiry } from './announce-expiry.job.ts';

let workflows: WorkflowsUnderTest;
let manager: Caller;
const { store, addVersion, read, list } = documentRequests(() => manager);

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
});

describe('the expiry of a version', () => {
  const tend = () => workflows.service.asTenant(manager.tenantId, () => workflows.service.running.app.get(AnnounceExpiry).tend(new AbortController().signal));
  const told = async (type: string) => (await workflows.service.outbox(`workflows.document.${type}.v1`)).filter(({ tenantid }) => tenantid === manager.tenantId).map(({ subject }) => subject);
  const renewals = async () => {
    const { items } = (await manager.api.get('/api/v1/workflows/workflows').expect(200)).body as { items: WorkflowDetail[] };
    const lists = await Promise.all(items.map(async ({ id }) => ((await manager.api.get(`/api/v1/workflows/workflows/${id}/tasks`).expect(200)).body as TaskList).items));
    return lists.flat().map(({ id, title, dueOn, status, completionNote, plantId }) => ({ id, title: title.en, dueOn, status, completionNote, plantId })).sort((a, b) => `${a.title}${a.dueOn}`.localeCompare(`${b.title}${b.dueOn}`));
  };

  it('is told once, in time, and closed by a version that is valid for longer', async () => {
    const [soon, later, archived] = [await store({ expiresOn: '2027-01-20' }), await store({ expiresOn: '2027-01-21' }), await store({ expiresOn: '2026-12-01' })];
    await manager.api.patch(`${documentsPath}/${archived.id}`, { archived: true }).set('if-match', '"1"').expect(200);
    await tend();
    await tend();
    expect(await told('expiring')).toEqual([soon.id]);
    expect((await read(soon.id)).renewalAnnouncedAt).toEqual(expect.any(String));
    workflows.today = '2026-11-22';
    await tend();
    expect(await told('expiring')).toEqual([soon.id, later.id]);
    await addVersion(soon, pdf('no longer'), { expiresOn: '2027-01-20' }).expect(201);
    expect(await told('renewed')).toEqual([]);
    await addVersion(soon, pdf('for long'), { expiresOn: '2029-01-20' }).expect(201);
    expect([await told('renewed'), (await read(soon.id)).renewalAnnouncedAt]).toEqual([[soon.id], null]);
  });

  it('opens one task to renew it, however often it is looked at, which is done with a version that is valid for longer', async () => {
    const [plant] = (await plantsOf(workflows, manager, 1)) as [PlantHistory];
    const [authorisation, deed] = [await store({ name: 'AU', plantId: plant.plantId, expiresOn: '2026-12-21' }), await store({ name: 'deed', plantId: plant.plantId, expiresOn: '2026-11-20' })];
    await store({ name: 'of the tenant', expiresOn: '2026-12-01' });
    await Promise.all([tend(), tend()]);
    await tend();
    const opened = await renewals();
    expect(opened).toMatchObject([{ title: 'Renew AU', dueOn: '2026-12-21', status: 'To Start', plantId: plant.plantId }, { title: 'Renew deed', dueOn: '2026-11-21' }]);
    expect(await list(`taskId=${opened[0]?.id}`)).toEqual(['AU']);
    await addVersion(authorisation, pdf('for long'), { expiresOn: '2031-12-21' }).expect(201);
    await manager.api.patch(`${documentsPath}/${deed.id}`, { expiresOn: null }).set('if-match', `"${(await read(deed.id)).version}"`).expect(200);
    expect((await renewals()).map(({ status, completionNote }) => [status, completionNote])).toEqual([['Completed', 'renewed by version 2'], ['Completed', 'renewed by version 1']]);
    await tend();
    expect(await renewals()).toHaveLength(2);
  });

  it('is told again where a corrected date comes near, and where a correction is taken back', async () => {
    const [plant] = (await plantsOf(workflows, manager, 1)) as [PlantHistory];
    const { id } = await store({ name: 'AU', plantId: plant.plantId, expiresOn: '2026-12-01' });
    const correct = async (expiresOn: string) => manager.api.patch(`${documentsPath}/${id}`, { expiresOn }).set('if-match', `"${(await read(id)).version}"`).expect(200);
    const standing = async () => [(await told('expiring')).length, (await renewals()).map(({ status, dueOn }) => [status, dueOn])];
    await tend();
    await correct('2027-12-01');
    await tend();
    expect(await standing()).toEqual([1, [['Completed', '2026-12-01']]]);
    workflows.today = '2027-11-20';
    await tend();
    await tend();
    expect(await standing()).toEqual([2, [['Completed', '2026-12-01'], ['To Start', '2027-12-01']]]);
    await correct('2029-12-01');
    await correct('2027-11-30');
    await tend();
    expect(await standing()).toEqual([3, [['Completed', '2026-12-01'], ['To Start', '2027-11-30'], ['Completed', '2027-12-01']]]);
  });

  it('is one renewal where a better scan has the same date, at the first plant that is still in the portfolio', async () => {
    const [gone, stays] = (await plantsOf(workflows, manager, 2)).sort((a, b) => (a.plantId < b.plantId ? -1 : 1)) as [PlantHistory, PlantHistory];
    const document = await store({ name: 'AU', plantId: gone.plantId, expiresOn: '2026-12-01' });
    await manager.api.post(`${documentsPath}/${document.id}/links`, { kind: 'plant', targetId: stays.plantId }).expect(201);
    await workflows.hear(gone.delete().events.at(-1) as CloudEvent);
    await tend();
    expect(await renewals()).toMatchObject([{ plantId: stays.plantId, status: 'To Start' }]);
    await addVersion(document, pdf('a better scan'), { expiresOn: '2026-12-01' }).expect(201);
    await tend();
    expect([await told('expiring'), (await renewals()).length]).toEqual([[document.id], 1]);
    await addVersion(document, pdf('for long'), { expiresOn: '2031-12-01' }).expect(201);
    expect(await renewals()).toMatchObject([{ status: 'Completed', completionNote: 'renewed by version 3' }]);
  });
});
