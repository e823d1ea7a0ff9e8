import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent, DisposalListView, DocumentTombstonePage, DocumentView, LegalHoldView, RetentionScheduleList, TaskList } from '@kairos/contracts';
import { eventually, type Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { KeepRetention } from './keep-retention.job.ts';

const root = '/api/v1/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
});

async function store(facts: Record<string, string> = {}, content = pdf(randomUUID())): Promise<DocumentView> {
  const query = new URLSearchParams({ fileName: 'a.pdf', category: 'Fiscal', ...facts });
  const answer = await manager.api.post(`${root}/documents?${query}`).set('content-type', 'application/pdf').send(content as unknown as object).expect(201);
  return answer.body as DocumentView;
}
const read = async (id: string) => (await manager.api.get(`${root}/documents/${id}`).expect(200)).body as DocumentView;
const remove = ({ id, version }: DocumentView) => manager.api.delete(`${root}/documents/${id}`).set('if-match', `"${version}"`);
const setSchedule = (category: string, years: number, countedFrom = 'upload', version = 0) =>
  manager.api.put(`${root}/retention-schedules/${category}`, { years, countedFrom, legalReference: 'a contract' }).set('if-match', `"${version}"`);
const hold = async (targets: object, title = 'Ricorso al TAR'): Promise<LegalHoldView> => (await manager.api.post(`${root}/legal-holds`, { title, reason: 'a case', ...targets }).expect(201)).body as LegalHoldView;
const release = ({ id, version }: LegalHoldView) => manager.api.post(`${root}/legal-holds/${id}/release`, { reason: 'settled' }).set('if-match', `"${version}"`).expect(200);
const drawUp = (body: object = {}) => manager.api.post(`${root}/disposal-lists`, { reason: 'time is over', ...body });
const approve = ({ id, version }: DisposalListView) => manager.api.post(`${root}/disposal-lists/${id}/approve`).set('if-match', `"${version}"`);
const tombstones = async (sha256: string) => ((await manager.api.get(`${root}/document-tombstones?sha256=${sha256}`).expect(200)).body as DocumentTombstonePage).items;
const onDisk = (sha256: string) => existsSync(join(workflows.folder, manager.tenantId, sha256.slice(0, 2), sha256));
const tend = () => workflows.service.asTenant(manager.tenantId, () => workflows.service.running.app.get(KeepRetention).tend(new AbortController().signal));
/** `end` cancels it as of a day. */
async function workflowThatGoesOn(more: object = {}): Promise<{ plantId: string; workflowId: string; version: number; end: (on: string) => Promise<void> }> {
  const plant = new PlantHistory(manager.tenantId);
  await workflows.hear(...plant.events);
  const { id: workflowId, version } = (await manager.api.post(`${root}/workflows`, { plantId: plant.plantId, templateId: 'standard-design', ...more }).expect(201)).body as { id: string; version: number };
  const end = async (on: string) => {
    await manager.api.post(`${root}/workflows/${workflowId}/status`, { status: 'Cancelled', reason: 'given up' }).set('if-match', `"${version}"`).expect(({ status }) => expect(status).toBeLessThan(300));
    await workflows.service.database.admin.query(`update workflows.workflow_change set at = $2::timestamptz where workflow_id = $1 and kind = 'workflow.status'`, [workflowId, `${on}T12:00Z`]);
  };
  return { plantId: plant.plantId, workflowId, version, end };
}
const asApp = (text: string, values: unknown[] = []) => workflows.service.asTenant(manager.tenantId, () => workflows.service.em.transactional((em) => em.execute(text, values)));

describe('retention', () => {
  it('is ten years for what is fiscal, by a law that is named, and refuses to delete before', async () => {
    const { items } = (await manager.api.get(`${root}/retention-schedules`).expect(200)).body as RetentionScheduleList;
    expect(items.find(({ category }) => category === 'Fiscal')).toMatchObject({ years: 10, countedFrom: 'upload', origin: 'shipped', legalReference: expect.stringContaining('2220 c.c.'), version: 0 });
    const document = await store();
    expect(document).toMatchObject({ retainUntil: '2036-11-21', onLegalHold: false });
    expect((await remove(document).expect(409)).body).toMatchObject({ code: 'document-is-retained', errors: [{ pointer: '/retainUntil', detail: '2036-11-21' }] });
    workflows.today = '2036-11-21';
    await remove(document).expect(409);
    workflows.today = '2036-11-22';
    await remove(document).expect(204);
  });

  it('is said by whoever sees all plants', async () => {
    const scoped = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    const body = { years: 0, countedFrom: 'upload', legalReference: 'none' };
    expect((await scoped.api.put(`${root}/retention-schedules/Fiscal`, body).set('if-match', '"0"').expect(403)).body).toMatchObject({ code: 'retention-needs-all-plants' });
  });

  it('is apart from expiry, and grows with it where it is counted from it', async () => {
    const document = await store({ category: 'Contract', expiresOn: '2027-06-30' });
    expect(document.retainUntil).toBe('2037-06-30');
    const later = (await manager.api.patch(`${root}/documents/${document.id}`, { expiresOn: '2029-06-30' }).set('if-match', '"1"').expect(200)).body as DocumentView;
    expect(later.retainUntil).toBe('2039-06-30');
    const sooner = (await manager.api.patch(`${root}/documents/${document.id}`, { expiresOn: '2028-01-01', category: 'Operational' }).set('if-match', '"2"').expect(200)).body as DocumentView;
    expect(sooner.retainUntil).toBe('2039-06-30');
  });

  it('is never shortened by a later schedule, and lengthened overnight', async () => {
    const document = await store();
    await setSchedule('Fiscal', 2).expect(200);
    expect((await store()).retainUntil).toBe('2028-11-21');
    await tend();
    expect((await read(document.id)).retainUntil).toBe('2036-11-21');
    expect((await setSchedule('Fiscal', 20).expect(412)).body).toMatchObject({ code: 'stale' });
    await setSchedule('Fiscal', 20, 'upload', 1).expect(200);
    // Before the night has passed the longer one counts as well.
    workflows.today = '2037-01-01';
    expect((await remove(document).expect(409)).body).toMatchObject({ errors: [{ detail: '2046-11-21' }] });
    await tend();
    expect((await read(document.id)).retainUntil).toBe('2046-11-21');
    const told = (await workflows.service.outbox('workflows.document.changed.v1')).filter(({ subject }) => subject === document.id);
    expect(told.at(-1)).toMatchObject({ data: { retainUntil: '2046-11-21', changedFields: ['retainUntil'] } });
    await expect(asApp(`update document set retain_until = '2030-01-01' where id = ?`, [document.id])).rejects.toThrow('never shortened');
    await expect(asApp('update document set retain_until = null where id = ?', [document.id])).rejects.toThrow('never shortened');
  });

  it('of what is hidden is lengthened too, which nobody is told', async () => {
    await setSchedule('Fiscal', 0).expect(200);
    const document = await store();
    await remove(document).expect(204);
    await setSchedule('Fiscal', 20, 'upload', 1).expect(200);
    await tend();
    const { rows } = await workflows.service.database.admin.query('select retain_until::text from workflows.document where id = $1', [document.id]);
    expect(rows).toEqual([{ retain_until: '2046-11-21' }]);
    expect((await workflows.service.outbox('workflows.document.changed.v1')).filter(({ subject }) => subject === document.id)).toEqual([]);
  });

  it('runs from the end of the workflow, and has no end while that goes on', async () => {
    const { workflowId, end } = await workflowThatGoesOn();
    const document = await store({ category: 'Technical', workflowId });
    workflows.today = '2037-01-01';
    expect((await remove(document).expect(409)).body).toMatchObject({ code: 'document-is-retained', detail: expect.stringContaining('a workflow that goes on') });
    await end('2030-05-05');
    await tend();
    expect((await read(document.id)).retainUntil).toBe('2040-05-05');
  });

  it('that runs from the end of a workflow is not got around by another category or without the link', async () => {
    const { workflowId, end } = await workflowThatGoesOn();
    const [document, other] = [await store({ category: 'Technical', workflowId }), await store({ category: 'Technical', workflowId })];
    const unlink = () => manager.api.delete(`${root}/documents/${document.id}/links/${document.links[0]?.id}`);
    const recategorise = (version: number) => manager.api.patch(`${root}/documents/${other.id}`, { category: 'Operational' }).set('if-match', `"${version}"`);
    expect((await unlink().expect(409)).body).toMatchObject({ code: 'document-is-retained', detail: expect.stringContaining('its link stays until then') });
    expect((await recategorise(1).expect(409)).body).toMatchObject({ code: 'document-is-retained', detail: expect.stringContaining('its category stays until then') });
    await manager.api.patch(`${root}/documents/${other.id}`, { name: 'of another name' }).set('if-match', '"1"').expect(200);
    await end('2030-05-05');
    await unlink().expect(204);
    await recategorise(2).expect(200);
    await tend();
    expect([(await read(document.id)).retainUntil, (await read(other.id)).retainUntil]).toEqual(['2040-05-05', '2040-05-05']);
  });
});

describe('a legal hold', () => {
  it('keeps a document until the last one is released, and is named', async () => {
    await setSchedule('Fiscal', 0).expect(200);
    const document = await store();
    const [first, second] = [await hold({ documentIds: [document.id] }), await hold({ documentIds: [document.id] }, 'Verifica fiscale')];
    expect(await read(document.id)).toMatchObject({ onLegalHold: true, retainUntil: null });
    expect((await remove(document).expect(409)).body).toMatchObject({ code: 'document-on-hold', detail: 'Legal holds keep the document: Ricorso al TAR, Verifica fiscale.', errors: [{ detail: 'Ricorso al TAR' }, { detail: 'Verifica fiscale' }] });
    const clerk = await workflows.service.signIn(['documents.document.*'], { tenantId: manager.tenantId });
    const refused = (await clerk.api.delete(`${root}/documents/${document.id}`).set('if-match', `"${document.version}"`).expect(409)).body as object;
    expect(refused).toMatchObject({ code: 'document-on-hold', detail: 'A legal hold keeps the document.', errors: [] });
    await expect(asApp('update document set deleted_at = now() where id = ?', [document.id])).rejects.toMatchObject({ detail: 'A legal hold keeps the document.' });
    await release(first);
    expect((await remove(document).expect(409)).body).toMatchObject({ errors: [{ detail: 'Verifica fiscale' }] });
    await release(second);
    await remove(document).expect(204);
    const told = await workflows.service.outbox('workflows.legal-hold.released.v1');
    expect(told.find(({ subject }) => subject === first.id)).toMatchObject({ data: { title: 'Ricorso al TAR', releaseReason: 'settled', releasedByUserId: manager.userId } });
  });

  it('holds what is linked to its plants and workflows, also what is linked later or unlinked again', async () => {
    const [plant, other] = [new PlantHistory(manager.tenantId), new PlantHistory(manager.tenantId)];
    await workflows.hear(...plant.events, ...other.events);
    const { id: workflowId } = (await manager.api.post(`${root}/workflows`, { plantId: other.plantId, templateId: 'standard-design' }).expect(201)).body as { id: string };
    const before = await store({ plantId: plant.plantId });
    const placed = await hold({ plantIds: [plant.plantId], workflowIds: [workflowId] });
    const [later, ofWorkflow, free] = [await store({ plantId: plant.plantId }), await store({ workflowId }), await store({ plantId: other.plantId })];
    expect(await Promise.all([before, later, ofWorkflow, free].map(async ({ id }) => (await read(id)).onLegalHold))).toEqual([true, true, true, false]);
    const linked = (await manager.api.post(`${root}/documents/${free.id}/links`, { kind: 'workflow', targetId: workflowId }).expect(201)).body as DocumentView;
    const link = linked.links.find(({ kind }) => kind === 'workflow');
    await manager.api.delete(`${root}/documents/${free.id}/links/${link?.id}`).expect(204);
    expect((await read(free.id)).onLegalHold).toBe(true);
    expect((await manager.api.get(`${root}/legal-holds/${placed.id}`).expect(200)).body).toMatchObject({ documentCount: 4 });
    expect((await manager.api.get(`${root}/legal-holds?documentId=${free.id}&standing=true`).expect(200)).body).toMatchObject({ items: [{ id: placed.id }] });
    const { items } = (await manager.api.get(`${root}/legal-holds/${placed.id}/documents`).expect(200)).body as { items: { documentId: string }[] };
    expect(items.map(({ documentId }) => documentId).sort()).toEqual([before, later, ofWorkflow, free].map(({ id }) => id).sort());
  });

  it('and the end that retention is counted from go with a workflow into another, and to those within it', async () => {
    const { plantId, workflowId } = await workflowThatGoesOn();
    const { id: second } = (await manager.api.post(`${root}/workflows`, { plantId, templateId: 'standard-design' }).expect(201)).body as { id: string };
    const inFirst = await store({ category: 'Technical', workflowId });
    const within = async (id: string) => {
      const { version } = (await manager.api.get(`${root}/workflows/${id}`).expect(200)).body as { version: number };
      return ((await manager.api.post(`${root}/workflows/${id}/sub-workflows`, { templateId: 'standard-connection' }).set('if-match', `"${version}"`).expect(201)).body as { id: string }).id;
    };
    const before = await within(workflowId);
    const placed = await hold({ workflowIds: [workflowId] });
    const after = await within(workflowId);
    const { id: merged } = (await manager.api.post(`${root}/workflows/merge`, { workflowIds: [second, workflowId], name: 'both' }).expect(201)).body as { id: string };
    const { items: [task] } = (await manager.api.get(`${root}/workflows/${merged}/tasks`).expect(200)).body as TaskList;
    const documents = [await store({ workflowId: merged }), await store({ taskId: task?.id ?? '' }), await store({ workflowId: before }), await store({ workflowId: after })];
    expect(await Promise.all(documents.map(async ({ id }) => (await read(id)).onLegalHold))).toEqual([true, true, true, true]);
    const later = await hold({ workflowIds: [workflowId] }, 'a later case');
    expect((await manager.api.get(`${root}/legal-holds/${later.id}`).expect(200)).body).toMatchObject({ documentCount: 5 });
    await release(placed);
    await release(later);
    workflows.today = '2037-01-01';
    expect((await remove(inFirst).expect(409)).body).toMatchObject({ code: 'document-is-retained', detail: expect.stringContaining('a workflow that goes on') });
  });

  it('is held to by the database, whoever tries', async () => {
    await setSchedule('Fiscal', 0).expect(200);
    const document = await store();
    const placed = await hold({ documentIds: [document.id] });
    for (const statement of ['update document set deleted_at = now() where id = ?', 'delete from document_version where document_id = ?', 'delete from document where id = ?']) {
      await expect(asApp(statement, [document.id])).rejects.toThrow('the document is held');
    }
    for (const statement of ['delete from legal_hold_document where document_id = ?', `update legal_hold_document set document_id = gen_random_uuid() where document_id = ?`]) {
      await expect(asApp(statement, [document.id])).rejects.toThrow('permission denied');
    }
    await expect(asApp('delete from legal_hold where id = ?', [placed.id])).rejects.toThrow('permission denied');
  });

  it('and a deletion at the same time take turns: whoever comes second sees what the first one did', async () => {
    await setSchedule('Fiscal', 0).expect(200);
    const document = await store();
    const waiting = async () => (await workflows.service.database.admin.query<{ n: number }>('select count(*)::int as n from pg_locks where not granted')).rows[0]?.n ?? 0;
    let removal: Promise<number> | undefined;
    await workflows.service.asTenant(manager.tenantId, () => workflows.service.em.transactional(async (em) => {
      const [{ id }] = await em.execute<[{ id: string }]>(
        `insert into legal_hold (id, tenant_id, title, reason, plant_ids, workflow_ids, placed_by_user_id, placed_at) values (gen_random_uuid(), ?, 'first', 'a case', '{}', '{}', gen_random_uuid(), now()) returning id`, [manager.tenantId],
      );
      await em.execute('insert into legal_hold_document (tenant_id, legal_hold_id, document_id) values (?, ?, ?)', [manager.tenantId, id, document.id]);
      removal = remove(document).then(({ status }) => status);
      await eventually(waiting, (n) => n > 0, 10_000);
    }));
    expect(await removal).toBe(409);
    for (const raced of await Promise.all(Array.from({ length: 5 }, () => store()))) {
      const [removed, placed] = await Promise.all([remove(raced).then(({ status }) => status), manager.api.post(`${root}/legal-holds`, { title: 'race', reason: 'a case', documentIds: [raced.id] }).then(({ status }) => status)]);
      expect([[204, 201], [409, 201]]).toContainEqual([removed, placed]);
    }
  });

  it('holds what was removed, until it is disposed of', async () => {
    await setSchedule('Fiscal', 0).expect(200);
    const plant = new PlantHistory(manager.tenantId);
    const workflow = await workflowThatGoesOn({ draft: true });
    await workflows.hear(...plant.events);
    const [document, ofPlant, ofWorkflow] = [await store(), await store({ plantId: plant.plantId }), await store({ workflowId: workflow.workflowId })];
    await remove(document).expect(204);
    await workflows.hear(plant.delete().events.at(-1) as CloudEvent);
    await manager.api.delete(`${root}/workflows/${workflow.workflowId}`).set('if-match', `"${workflow.version}"`).expect(204);
    const placed = await hold({ documentIds: [document.id], plantIds: [plant.plantId], workflowIds: [workflow.workflowId] });
    expect(placed.documentCount).toBe(3);
    expect([(await read(ofPlant.id)).onLegalHold, (await read(ofWorkflow.id)).onLegalHold]).toEqual([true, true]);
    expect((await drawUp({ documentIds: [document.id] }).expect(409)).body).toMatchObject({ code: 'not-to-be-disposed-of' });
  });

  it('and a link at the same time take turns, and neither waits for the other for ever', async () => {
    const { plantId, workflowId } = await workflowThatGoesOn();
    const { items: [task] } = (await manager.api.get(`${root}/workflows/${workflowId}/tasks`).expect(200)).body as TaskList;
    const document = await store({ category: 'Operational' });
    const waiting = async () => (await workflows.service.database.admin.query<{ n: number }>('select count(*)::int as n from pg_locks where not granted')).rows[0]?.n ?? 0;
    let [link, placing]: (Promise<number> | undefined)[] = [];
    await workflows.service.asTenant(manager.tenantId, () => workflows.service.em.transactional(async (em) => {
      await em.execute('select from plant_facts where plant_id = ? for update', [plantId]);
      link = manager.api.post(`${root}/documents/${document.id}/links`, { kind: 'task', targetId: task?.id }).then(({ status }) => status);
      await eventually(waiting, (n) => n === 1, 10_000);
      placing = manager.api.post(`${root}/legal-holds`, { title: 'x', reason: 'a case', documentIds: [document.id] }).then(({ status }) => status);
      await eventually(waiting, (n) => n === 2, 10_000);
    }));
    expect(await Promise.all([link, placing])).toEqual([201, 201]);
  });

  it('is placed by whoever sees all plants and may, on what is there', async () => {
    const [plant] = [new PlantHistory(manager.tenantId)];
    await workflows.hear(...plant.events);
    const scoped = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    const body = { title: 'x', reason: 'y', plantIds: [plant.plantId] };
    expect((await scoped.api.post(`${root}/legal-holds`, body).expect(403)).body).toMatchObject({ code: 'legal-hold-needs-all-plants' });
    const placed = await hold({ plantIds: [plant.plantId] });
    await scoped.api.get(`${root}/legal-holds/${placed.id}`).expect(404);
    expect((await scoped.api.get(`${root}/legal-holds`).expect(200)).body).toEqual({ items: [], nextCursor: null });
    await (await workflows.service.signIn(['documents.document.*'], { tenantId: manager.tenantId })).api.post(`${root}/legal-holds`, body).expect(403);
    expect((await manager.api.post(`${root}/legal-holds`, { title: 'x', reason: 'y', documentIds: [randomUUID()] }).expect(422)).body).toMatchObject({ code: 'hold-target-not-found', errors: [{ pointer: '/documentIds' }] });
    expect((await manager.api.post(`${root}/legal-holds`, { title: 'x', reason: 'y' }).expect(400)).body).toMatchObject({ code: expect.any(String) });
  });
});

describe('a disposal', () => {
  it('is approved by a person, takes the bytes, and leaves a tombstone', async () => {
    const document = await store();
    const { latestVersion: { id: documentVersionId, sha256 } } = document;
    expect((await drawUp().expect(422)).body).toMatchObject({ code: 'nothing-to-dispose-of' });
    expect((await drawUp({ documentIds: [document.id] }).expect(409)).body).toMatchObject({ code: 'not-to-be-disposed-of' });
    workflows.today = '2036-11-22';
    await tend();
    expect(onDisk(sha256)).toBe(true);
    const list = (await drawUp().expect(201)).body as DisposalListView;
    expect(list).toMatchObject({ status: 'proposed', documentCount: 1, items: [{ documentId: document.id, retainUntil: '2036-11-21', state: 'proposed' }] });
    expect((await drawUp().expect(422)).body).toMatchObject({ code: 'nothing-to-dispose-of' });
    const over = (await approve(list).expect(200)).body as DisposalListView;
    expect(over).toMatchObject({ status: 'carriedOut', decidedByUserId: manager.userId, items: [{ state: 'disposed' }] });
    expect(onDisk(sha256)).toBe(false);
    await manager.api.get(`${root}/documents/${document.id}`).expect(404);
    expect(await tombstones(sha256)).toMatchObject([{ documentId: document.id, documentVersionId, sha256, reason: 'time is over', retainUntil: '2036-11-21', disposedByUserId: manager.userId, bytes: 'removed', name: document.name }]);
    const [told] = (await workflows.service.outbox('workflows.document.disposed.v1')).filter(({ subject }) => subject === document.id);
    expect(told).toMatchObject({ data: { reason: 'time is over', disposedByUserId: manager.userId, versions: [{ documentVersionId, sha256 }] } });
    const audit = (await workflows.service.outbox('audit.recorded.v1')).filter(({ subject }) => subject === document.id).at(-1);
    expect(audit?.data).toMatchObject({ actorId: manager.userId, resourceType: 'Document', before: { name: document.name }, after: null });
    const { rows } = await workflows.service.database.admin.query('select from workflows.document_content where tenant_id = $1', [manager.tenantId]);
    expect(rows).toHaveLength(0);
    expect((await approve(over).expect(409)).body).toMatchObject({ code: 'disposal-list-is-decided' });
  });

  it('leaves bytes that another document is made of, until that one goes too', async () => {
    const content = pdf('twice');
    const [first, second] = [await store({ name: 'first' }, content), await store({ name: 'second', category: 'Operational' }, content)];
    const { sha256 } = first.latestVersion;
    workflows.today = '2032-01-01';
    await approve((await drawUp().expect(201)).body as DisposalListView).expect(200);
    expect([onDisk(sha256), (await tombstones(sha256)).map(({ documentId, bytes }) => [documentId, bytes])]).toEqual([true, [[second.id, 'inUse']]]);
    workflows.today = '2037-01-01';
    await approve((await drawUp({ documentIds: [first.id] }).expect(201)).body as DisposalListView).expect(200);
    expect([onDisk(sha256), (await tombstones(sha256)).length]).toEqual([false, 2]);
  });

  it('keeps what came to be held after the list was drawn up, and says why', async () => {
    const document = await store();
    workflows.today = '2036-11-22';
    const list = (await drawUp().expect(201)).body as DisposalListView;
    await hold({ documentIds: [document.id] });
    const { items } = (await approve(list).expect(200)).body as DisposalListView;
    expect(items).toMatchObject([{ state: 'kept', keptBecause: 'A legal hold keeps the document.' }]);
    expect(onDisk(document.latestVersion.sha256)).toBe(true);
  });

  it('is listed however many documents before it a workflow still keeps', async () => {
    const { workflowId } = await workflowThatGoesOn();
    const kept = await store({ category: 'Technical', workflowId });
    await asApp(`with copy as (select gen_random_uuid() as id, gen_random_uuid() as version_id from generate_series(1, 200)),
      documents as (insert into document select (jsonb_populate_record(d, jsonb_build_object('id', copy.id, 'latest_version_id', copy.version_id))).* from document d, copy where d.id = ?),
      versions as (insert into document_version select (jsonb_populate_record(v, jsonb_build_object('id', copy.version_id, 'document_id', copy.id))).* from document_version v, copy where v.document_id = ?)
      insert into document_link select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'document_id', copy.id))).* from document_link l, copy where l.document_id = ?`, [kept.id, kept.id, kept.id]);
    workflows.today = '2026-11-22';
    const over = await store();
    workflows.today = '2037-01-01';
    const list = (await drawUp().expect(201)).body as DisposalListView;
    expect(list.items.map(({ documentId }) => documentId)).toEqual([over.id]);
  });

  it('goes on after a process was killed between a list and its documents', async () => {
    const document = await store();
    workflows.today = '2036-11-22';
    const list = (await drawUp().expect(201)).body as DisposalListView;
    await workflows.service.database.admin.query(`update workflows.disposal_list set status = 'approved', decided_by_user_id = $2, decided_at = now() where id = $1`, [list.id, manager.userId]);
    await tend();
    expect((await manager.api.get(`${root}/disposal-lists/${list.id}`).expect(200)).body).toMatchObject({ status: 'carriedOut', items: [{ state: 'disposed' }] });
    expect(onDisk(document.latestVersion.sha256)).toBe(false);
    const audit = (await workflows.service.outbox('audit.recorded.v1')).filter(({ subject }) => subject === document.id).at(-1);
    expect(audit?.data).toMatchObject({ actorKind: 'system', action: 'workflows.disposal-list.carry-out', resourceType: 'Document', before: { name: document.name }, after: null });
    const withdrawn = async () => manager.api.post(`${root}/disposal-lists/${list.id}/withdraw`).set('if-match', '"2"');
    expect((await withdrawn()).status).toBeGreaterThan(400);
  });
});
