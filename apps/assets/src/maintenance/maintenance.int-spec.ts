import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { MaintenanceView, RecordMaintenanceBody } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aComponent } from '../test/component.builder.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let technician: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  technician = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const registerPlant = async (caller = technician) => ((await caller.api.post('/api/v1/assets/plants', aPlant()).expect(201)).body as { plantId: string }).plantId;
const of = (plantId: string) => `/api/v1/assets/plants/${plantId}/maintenance`;
const record = async (plantId: string, facts: Partial<RecordMaintenanceBody> = {}, caller = technician) =>
  ((await caller.api.post(of(plantId), { title: 'Verifica quadri', type: 'Ordinary', plannedOn: '2026-01-10', ...facts }).expect(201)).body as { maintenanceId: string }).maintenanceId;
const listed = async (path: string, caller = technician) => ((await caller.api.get(path).expect(200)).body as { items: MaintenanceView[] }).items.map(({ title }) => title);
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('maintenance over HTTP', () => {
  it('is planned, begun and completed, told to the world, and a leap is refused with what is allowed', async () => {
    const plantId = await registerPlant();
    const id = await record(plantId, { estimatedCostEur: '1250.50' });
    const status = (body: object, version: number) => technician.api.post(`${of(plantId)}/${id}/status`, body).set('if-match', `"${version}"`);
    await status({ status: 'In Progress' }, 1).expect(200);
    await status({ status: 'Completed' }, 2).expect(422);
    const done = await status({ status: 'Completed', doneOn: '2026-01-12', actualCostEur: '1300', manHours: '7.25' }, 2).expect(200).expect('etag', '"3"');
    expect(done.body).toMatchObject({ status: 'Completed', mayBecome: [], overdue: false, estimatedCostEur: '1250.5', actualCostEur: '1300', manHours: '7.25' });
    const { body } = await status({ status: 'Planned' }, 3).expect(409);
    expect(body).toMatchObject({ code: 'maintenance-status-not-reachable', detail: expect.stringContaining('Allowed: none'), errors: [{ pointer: '/status' }] });
    await status({ status: 'Planned' }, 2).expect(412);
    const told = (await service.outbox()).filter(({ subject, type }) => subject === id && type.startsWith('assets.')).map(({ type, data }) => [type, (data as { status: string }).status]);
    expect(told).toEqual([['assets.maintenance.recorded.v1', 'Planned'], ['assets.maintenance.status-changed.v1', 'In Progress'], ['assets.maintenance.status-changed.v1', 'Completed']]);
  });

  it('is listed by state, by the window it is due in, by what is overdue, by component and plant, page after page', async () => {
    const caller = await service.signIn(['assets.*']);
    const [plantId, other] = [await registerPlant(caller), await registerPlant(caller)];
    const { componentId } = (await caller.api.post(`/api/v1/assets/plants/${plantId}/components`, aComponent()).expect(201)).body as { componentId: RecordMaintenanceBody['componentId'] };
    await record(plantId, { title: 'late', plannedOn: daysFromNow(-3) }, caller);
    await record(plantId, { title: 'soon', plannedOn: daysFromNow(3), componentId }, caller);
    await record(plantId, { title: 'never', plannedOn: daysFromNow(-5), status: 'Cancelled' }, caller);
    await record(plantId, { title: 'at once', plannedOn: null, status: 'In Progress', type: 'Corrective' }, caller);
    await record(other, { title: 'elsewhere', plannedOn: daysFromNow(-1) }, caller);
    expect(await listed(of(plantId), caller)).toEqual(['never', 'late', 'soon', 'at once']);
    expect(await listed('/api/v1/assets/maintenance?overdue=true', caller)).toEqual(['late', 'elsewhere']);
    expect(await listed(`${of(plantId)}?overdue=false&status=Planned`, caller)).toEqual(['soon']);
    expect(await listed(`/api/v1/assets/maintenance?dueFrom=${daysFromNow(-4)}&dueTo=${daysFromNow(-1)}`, caller)).toEqual(['late', 'elsewhere']);
    expect(await listed(`${of(plantId)}?componentId=${componentId}`, caller)).toEqual(['soon']);
    expect(await listed(`/api/v1/assets/maintenance?plantId=${other}`, caller)).toEqual(['elsewhere']);
    const titles: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: MaintenanceView[]; nextCursor: string | null } } = await caller.api.get(`${of(plantId)}?limit=1${cursor && `&cursor=${cursor}`}`).expect(200);
      titles.push(...body.items.map(({ title }) => title));
      cursor = body.nextCursor;
    }
    expect(titles).toEqual(['never', 'late', 'soon', 'at once']);
    const limited = await service.signIn(['assets.*'], { tenantId: caller.tenantId, rowScope: { plants: [other] } });
    expect(await listed('/api/v1/assets/maintenance', limited)).toEqual(['elsewhere']);
    await limited.api.get(of(plantId)).expect(404);
  });

  it('is of a component of its plant, changed by who has read it, and nobody’s business elsewhere', async () => {
    const [plantId, other] = [await registerPlant(), await registerPlant()];
    const { componentId } = (await technician.api.post(`/api/v1/assets/plants/${other}/components`, aComponent()).expect(201)).body as { componentId: string };
    expect((await technician.api.post(of(plantId), { title: 'X', type: 'Ordinary', plannedOn: '2026-01-01', componentId }).expect(422)).body).toMatchObject({ code: 'component-not-in-plant' });
    const id = await record(plantId);
    await technician.api.patch(`${of(plantId)}/${id}`, { anomalies: 'Fusibile bruciato' }).set('if-match', '"1"').expect(200);
    await technician.api.patch(`${of(plantId)}/${id}`, { anomalies: 'Nessuna' }).set('if-match', '"1"').expect(412);
    await technician.api.get(`${of(other)}/${id}`).expect(404);
    const elsewhere = await service.signIn(['assets.*'], { tenantId: technician.tenantId, rowScope: { plants: [randomUUID()] } });
    for (const caller of [elsewhere, await service.signIn(['assets.*'])]) {
      await caller.api.get(`${of(plantId)}/${id}`).expect(404);
      await caller.api.post(of(plantId), { title: 'X', type: 'Ordinary', plannedOn: '2026-01-01' }).expect(404);
      await caller.api.post(`${of(plantId)}/${id}/status`, { status: 'Cancelled' }).set('if-match', '"2"').expect(404);
    }
    const viewer = await service.signIn(['assets.maintenance.read'], { tenantId: technician.tenantId });
    await viewer.api.get(`${of(plantId)}/${id}`).expect(200);
    await viewer.api.post(of(plantId), { title: 'X', type: 'Ordinary', plannedOn: '2026-01-01' }).expect(403);
  });
});
