import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { effectiveSettings, type BatchReceipt, type ChangeSetView, type PlantChangeView, type PlantView, type UndoAnswer } from '@kairos/contracts';
import { tellTerms, TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
const sets = '/api/v1/assets/change-sets';
let service: TestService;
let anna: Caller;
let bruno: Caller;
let carla: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  anna = await service.signIn(['assets.*', 'intake.*']);
  bruno = await service.signIn(['assets.*'], { tenantId: anna.tenantId });
  carla = await service.signIn(['assets.*'], { tenantId: anna.tenantId });
});
afterAll(() => service?.stop());

const register = async (facts = {}, caller = anna) => ((await caller.api.post(plants, aPlant(facts)).expect(201)).body as { plantId: string }).plantId;
const read = async (plantId: string, caller = anna) => (await caller.api.get(`${plants}/${plantId}`).expect(200)).body as PlantView;
const change = (plantId: string, body: object, version = 1, caller = anna) => caller.api.patch(`${plants}/${plantId}`, body).set('if-match', `"${version}"`);
const changesOf = async (plantId: string, caller = anna) => ((await caller.api.get(`${plants}/${plantId}/changes`).expect(200)).body as { items: PlantChangeView[] }).items;
const propose = (changes: object[], caller = anna) => caller.api.post(sets, { title: 'Repowering', reason: 'as built', changes });
const proposed = async (...changes: object[]) => (await propose(changes).expect(201)).body as ChangeSetView;
const decide = (id: string, how: string, caller: Caller, body = {}) => caller.api.post(`${sets}/${id}/${how}`, body);
const eventsOf = async (id: string) => (await service.outbox()).filter(({ subject, type }) => subject === id && type.startsWith('assets.')).map(({ type }) => type);

describe('a change set', () => {
  it('shows what it would change, changes nothing, and is applied as a whole by another than proposed it', async () => {
    const [first, second] = [await register({ capacityKw: '19', status: 'Under Construction' }), await register({ notes: 'kept' })];
    const set = await proposed(
      { plantId: first, facts: { capacityKw: '25', status: 'In Operation', name: 'Solare Campo Alto' } }, { plantId: first, part: 'registry-card', facts: { ownerTaxCode: 'rssmra85t10a562s' } },
      { plantId: second, part: 'gse', facts: { incentiveEurPerMwh: '10', incentivisedCapMwh: '100' } },
    );
    expect(set).toMatchObject({ status: 'proposed', proposedBy: anna.userId, decidedBy: null, plantIds: [first, second] });
    expect(set.changes.map(({ part, fields }) => [part, fields])).toEqual([
      ['plant', [{ field: 'status', before: 'Under Construction', after: 'In Operation', now: 'Under Construction', changedSince: false }, { field: 'capacityKw', before: '19', after: '25', now: '19', changedSince: false }]],
      ['registry-card', [{ field: 'ownerTaxCode', before: null, after: 'RSSMRA85T10A562S', now: null, changedSince: false }]],
      ['gse', [expect.objectContaining({ field: 'incentiveEurPerMwh', after: '10' }), expect.objectContaining({ field: 'incentivisedCapMwh', after: '100' })]],
    ]);
    expect([await read(first), await changesOf(first)]).toEqual([expect.objectContaining({ capacityKw: '19', version: 1 }), []]);
    expect((await decide(set.id, 'approve', anna).expect(403)).body).toMatchObject({ code: 'own-change-set' });
    expect((await decide(set.id, 'approve', bruno, { reason: 'seen' }).expect(200)).body).toMatchObject({ status: 'applied', decidedBy: bruno.userId, decisionReason: 'seen' });
    expect(await read(first)).toMatchObject({ capacityKw: '25', status: 'In Operation', version: 2 });
    expect(await read(second)).toMatchObject({ incentivesTotalEur: '1000', notes: 'kept' });
    expect((await anna.api.get(`${plants}/${first}/registry-card`).expect(200)).body).toMatchObject({ ownerTaxCode: 'RSSMRA85T10A562S', updatedBy: bruno.userId });
    const told = { id: set.id, title: 'Repowering', proposedBy: anna.userId, approvedBy: bruno.userId };
    for (const entry of [...(await changesOf(first)), ...(await changesOf(second))]) expect(entry).toMatchObject({ changeSet: told, actorId: bruno.userId });
    expect(await eventsOf(set.id)).toEqual(['assets.change-set.proposed.v1', 'assets.change-set.applied.v1']);
    expect(await eventsOf(first)).toEqual(expect.arrayContaining(['assets.plant.changed.v1', 'assets.plant.status-changed.v1']));
    await change(first, { notes: 'by hand' }, 2).expect(200);
    expect((await changesOf(first))[0]).toMatchObject({ changeSet: null, reason: null });
  });

  it('is refused where the plant would refuse it, at the field, and when it changes nothing', async () => {
    const plantId = await register({ status: 'Decommissioned' });
    const refused = async (changes: object[], status: number) => (await propose(changes).expect(status)).body as { code: string; errors: { pointer: string }[] };
    expect(await refused([{ plantId, facts: { name: 'Alpha Uno', type: 'Solar' } }], 422)).toMatchObject({ code: 'proposed-facts-refused', errors: [{ pointer: '/changes/0/facts/type' }] });
    expect(await refused([{ plantId, facts: { name: 'Alpha Uno' } }, { plantId, part: 'dso', facts: { podCode: 'IT001E12345678' } }], 422)).toMatchObject({ errors: [{ pointer: '/changes/1/facts/podCode' }] });
    expect(await refused([{ plantId, facts: { status: 'In Operation' } }], 409)).toMatchObject({ code: 'plant-status-not-reachable', errors: [{ pointer: '/changes/0/facts/status' }] });
    expect(await refused([{ plantId, part: 'customs', facts: { licenceIssuedOn: '2020-01-02', licenceExpiresOn: '2020-01-01' } }], 422)).toMatchObject({ errors: [{ pointer: expect.stringMatching(/^\/changes\/0\/facts/) as unknown }] });
    expect(await refused([{ plantId, facts: { name: 'Solare Campo Alto' } }], 422)).toMatchObject({ code: 'changes-nothing' });
    expect(await refused([{ plantId, facts: { notes: 'x' } }, { plantId, facts: { notes: 'y' } }], 400)).toMatchObject({ code: 'invalid-request' });
    expect(await read(plantId)).toMatchObject({ name: 'Solare Campo Alto', version: 1 });
  });

  it('whose plant changed meanwhile in a field it changes is not applied in any part, and tells the three values', async () => {
    const [first, second] = [await register({ capacityKw: '19' }), await register({ notes: 'a' })];
    const set = await proposed({ plantId: second, facts: { notes: 'b' } }, { plantId: first, facts: { capacityKw: '25' } });
    await change(first, { capacityKw: '22', name: 'Alpha Uno' }).expect(200);
    const { body } = await decide(set.id, 'approve', bruno).expect(409);
    expect(body).toMatchObject({ code: 'change-set-conflicts', errors: [{ pointer: '/changes/1/facts/capacityKw', detail: 'held "19" when this was proposed, holds "22" now, and was to hold "25"' }] });
    expect(((await anna.api.get(`${sets}/${set.id}`).expect(200)).body as ChangeSetView).changes[1]?.fields).toEqual([{ field: 'capacityKw', before: '19', after: '25', now: '22', changedSince: true }]);
    expect([await read(first), await read(second)]).toMatchObject([{ capacityKw: '22' }, { notes: 'a', version: 1 }]);
    await change(first, { capacityKw: '19' }, 2).expect(200);
    await decide(set.id, 'approve', bruno).expect(200);
    expect([await read(first), await read(second)]).toMatchObject([{ capacityKw: '25', name: 'Alpha Uno' }, { notes: 'b' }]);
    const gone = await proposed({ plantId: first, facts: { notes: 'x' } });
    await anna.api.delete(`${plants}/${first}`).set('if-match', '"4"').expect(204);
    expect((await decide(gone.id, 'approve', bruno).expect(409)).body).toMatchObject({ errors: [{ pointer: '/changes/0/plantId', code: 'plant-removed' }] });
  });

  it('that two approve at once is applied once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const plantId = await register({ notes: 'a' });
      const set = await proposed({ plantId, facts: { notes: 'b' } });
      const answers = await Promise.all([bruno, carla].map((approver) => decide(set.id, 'approve', approver)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'change-set-decided' });
      expect([(await read(plantId)).version, (await changesOf(plantId)).length, await eventsOf(set.id)]).toEqual([2, 1, ['assets.change-set.proposed.v1', 'assets.change-set.applied.v1']]);
    }
  });

  it('is rejected by another, or withdrawn by who proposed it, and stays so', async () => {
    const plantId = await register();
    const [one, other] = [await proposed({ plantId, facts: { notes: 'b' } }), await proposed({ plantId, facts: { notes: 'c' } })];
    await decide(one.id, 'reject', bruno).expect(400);
    await decide(one.id, 'withdraw', bruno).expect(403);
    expect((await decide(one.id, 'reject', bruno, { reason: 'wrong plant' }).expect(200)).body).toMatchObject({ status: 'rejected', decisionReason: 'wrong plant' });
    await decide(other.id, 'withdraw', anna).expect(200);
    for (const { id } of [one, other]) await decide(id, 'approve', carla).expect(409);
    expect((await read(plantId)).version).toBe(1);
    const listed = (await anna.api.get(`${sets}?plantId=${plantId}&status=rejected`).expect(200)).body as { items: { id: string }[] };
    expect(listed.items.map(({ id }) => id)).toEqual([one.id]);
    const first = (await anna.api.get(`${sets}?plantId=${plantId}&limit=1`).expect(200)).body as { items: { id: string }[]; nextCursor: string };
    const second = (await anna.api.get(`${sets}?plantId=${plantId}&limit=1&cursor=${first.nextCursor}`).expect(200)).body as { items: { id: string }[]; nextCursor: null };
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([other.id, one.id]);
    expect(second.nextCursor).toBeNull();
  });

  it('is not approved by who proposed it, nor rewritten, by any statement of the service', async () => {
    const { id } = await proposed({ plantId: await register(), facts: { notes: 'b' } });
    const write = (assignments: string) => service.database.admin.query(`update assets.change_set set ${assignments} where id = $1`, [id]).then(() => 'written', ({ message }: Error) => message);
    expect(await write(`status = 'applied', decided_by = proposed_by, decided_at = now()`)).toContain('decided_by_another');
    expect(await write(`proposed_by = gen_random_uuid()`)).toContain('stays as it was proposed');
    expect(await write(`changes = '[]'`)).toContain('stays as it was proposed');
  });

  it('is there for whoever reaches all of its plants', async () => {
    const [mine, other] = [await register(), await register()];
    const [within, beyond] = [await proposed({ plantId: mine, facts: { notes: 'b' } }), await proposed({ plantId: mine, facts: { notes: 'c' } }, { plantId: other, facts: { notes: 'c' } })];
    const scoped = await service.signIn(['assets.*'], { rowScope: { plants: [mine] }, tenantId: anna.tenantId });
    const foreigner = await service.signIn(['assets.*']);
    await scoped.api.get(`${sets}/${within.id}`).expect(200);
    const { items } = (await scoped.api.get(`${sets}?limit=200`).expect(200)).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([within.id]);
    for (const [caller, { id }] of [[scoped, beyond], [foreigner, within]] as const) {
      await caller.api.get(`${sets}/${id}`).expect(404);
      for (const how of ['approve', 'withdraw', 'reject']) await decide(id, how, caller, { reason: 'x' }).expect(404);
    }
    await propose([{ plantId: other, facts: { notes: 'x' } }], scoped).expect(404);
    const viewer = await service.signIn(['assets.plant.read'], { tenantId: anna.tenantId });
    await propose([{ plantId: mine, facts: { notes: 'x' } }], viewer).expect(403);
    await decide(within.id, 'approve', viewer).expect(403);
    await decide(within.id, 'approve', scoped).expect(200);
    await decide(beyond.id, 'approve', bruno).expect(409);
    const both = await proposed({ plantId: mine, facts: { notes: 'd' } }, { plantId: other, facts: { notes: 'd' } });
    await decide(both.id, 'approve', bruno).expect(200);
    expect([await changesOf(mine), await changesOf(mine, scoped)].map(([last]) => last?.changeSet?.id ?? null)).toEqual([both.id, null]);
    expect((await changesOf(mine, scoped))[0]).toMatchObject({ reason: null, after: { notes: 'd' } });
  });
});

describe('fields that two people change', () => {
  let manager: Caller;
  let approver: Caller;
  const guard = (...fourEyesFields: string[]) => tellTerms(service.database, 'assets', manager.tenantId, { settings: { ...effectiveSettings({}, {}), fourEyesFields } });
  beforeAll(async () => {
    manager = await service.signIn(['assets.*', 'intake.*']);
    approver = await service.signIn(['assets.*'], { tenantId: manager.tenantId });
  });

  it('change by an approved set, and by hand, import or revert do not', async () => {
    const plantId = await register({ code: 'FOUR-1', capacityKw: '19', podCode: 'IT001E12345678' }, manager);
    const importJobId = randomUUID();
    const imported = async (values: object, job = randomUUID()) => ((await manager.api.post(`${plants}/batches`, { importJobId: job, chunkIndex: 0, rows: [{ rowNumber: 1, values: { ...aPlant({ code: 'FOUR-1', capacityKw: '19', podCode: 'IT001E12345678' }), ...values } }] }).expect(200)).body as BatchReceipt).results[0];
    expect(await imported({ capacityKw: '20' }, importJobId)).toMatchObject({ outcome: 'updated' });
    await guard('capacityKw', 'status', 'podCode', 'gse.iban', 'registry-card.policyNumber');
    const refused = { code: 'change-needs-approval' };
    expect((await change(plantId, { capacityKw: '25', notes: 'x' }, 2, manager).expect(409)).body).toMatchObject({ ...refused, errors: [{ pointer: '/capacityKw' }] });
    expect((await manager.api.post(`${plants}/${plantId}/status`, { status: 'Decommissioned' }).set('if-match', '"2"').expect(409)).body).toMatchObject({ ...refused, errors: [{ pointer: '/status' }] });
    expect((await manager.api.patch(`${plants}/${plantId}/authority-records/dso`, { podCode: 'IT001E87654321' }).set('if-match', '"0"').expect(409)).body).toMatchObject(refused);
    expect((await manager.api.patch(`${plants}/${plantId}/authority-records/gse`, { iban: 'IT60X0542811101000000123456' }).set('if-match', '"0"').expect(409)).body).toMatchObject({ ...refused, detail: expect.stringContaining('gse.iban') as unknown });
    expect((await manager.api.put(`${plants}/${plantId}/registry-card`, { policyNumber: 'P-1' }).set('if-match', '"0"').expect(409)).body).toMatchObject(refused);
    expect(await imported({ capacityKw: '25' })).toMatchObject({ outcome: 'rejected', errors: [{ field: 'capacityKw', code: 'change-needs-approval' }] });
    expect(await imported({ capacityKw: '20', status: 'Decommissioned' })).toMatchObject({ outcome: 'rejected', errors: [{ field: 'status', code: 'change-needs-approval' }] });
    const [made] = await changesOf(plantId, manager);
    expect((await manager.api.post(`${plants}/${plantId}/changes/revert`, { changeIds: [made?.id] }).expect(409)).body).toMatchObject(refused);
    const intake = service.through('intake', manager);
    const undo = (await intake.api.post(`${plants}/batches/undo`, { importJobId, dryRun: true }).expect(200)).body as UndoAnswer;
    expect(undo).toMatchObject({ opened: false, obstacles: [{ recordId: plantId, code: 'change-needs-approval' }], obstacleCount: 1 });
    expect(await read(plantId, manager)).toMatchObject({ capacityKw: '20', status: 'In Operation', podCode: 'IT001E12345678', version: 2 });

    expect(await imported({ capacityKw: '20', notes: 'by import' })).toMatchObject({ outcome: 'updated' });
    await change(plantId, { notes: 'by hand', capacityKw: '20' }, 3, manager).expect(200);
    expect((await intake.api.post(`${plants}/batches/undo`, { importJobId, dryRun: true }).expect(200)).body).toMatchObject({ obstacles: [{ recordId: plantId, code: 'changed-since' }], obstacleCount: 1 });
    const changes = [{ plantId, facts: { capacityKw: '25', status: 'Decommissioned' } }, { plantId, part: 'gse', facts: { iban: 'IT60X0542811101000000123456' } }];
    const { id } = (await propose(changes, manager).expect(201)).body as ChangeSetView;
    await decide(id, 'approve', manager).expect(403);
    await decide(id, 'approve', approver).expect(200);
    expect(await read(plantId, manager)).toMatchObject({ capacityKw: '25', status: 'Decommissioned', notes: 'by hand' });
  });

  it('are none where the tenant names none', async () => {
    await guard();
    const plantId = await register({ capacityKw: '19' }, manager);
    await change(plantId, { capacityKw: '25' }, 1, manager).expect(200);
  });
});
