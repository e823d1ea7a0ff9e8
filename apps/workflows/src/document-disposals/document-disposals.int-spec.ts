import { describe, expect, it } from '@jest/globals';
import { effectiveSettings, type DisposalListView, type DocumentView } from '@kairos/contracts';
import { tellTerms } from '@kairos/testing';
import { docx, pdf } from '../test/document-files.builder.ts';
import { keepDocuments, approve, asApp, drawUp, hold, manager, onDisk, root, store, tend, tombstones, workflowThatGoesOn, workflows } from '../test/document-keeping.ts';
import { holdsKeep, holdsReach, holdsTakeTurns } from '../test/legal-hold-behaviour.ts';
import { linksAreCorrected, retentionFollowsWorkflows, retentionIsPromised } from '../test/retention-behaviour.ts';

keepDocuments();
retentionIsPromised();
retentionFollowsWorkflows();
linksAreCorrected();
holdsKeep();
holdsReach();
holdsTakeTurns();

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

  it('takes what a document was made of with it', async () => {
    const template = await store({ fileName: 'a.docx' }, docx(['{today}']));
    const { plantId } = await workflowThatGoesOn();
    const { body } = await manager.api.post(`${root}/documents/${template.id}/versions/${template.latestVersion.id}/fill`, { name: 'Delega', category: 'Operational', plantId }).expect(201);
    const made = body as DocumentView;
    const generations = async () => (await workflows.service.database.admin.query('select from workflows.document_generation where document_id = $1', [made.id])).rows.length;
    expect(await generations()).toBe(1);
    workflows.today = '2040-01-01';
    await approve((await drawUp({ documentIds: [made.id] }).expect(201)).body as DisposalListView).expect(200);
    await manager.api.get(`${root}/documents/${made.id}`).expect(404);
    expect(await generations()).toBe(0);
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

  it('is approved by another than drew it up where the tenant wants that, and by them again where it does not', async () => {
    const want = (disposalApproval: 'own' | 'other') => tellTerms(workflows.service.database, 'workflows', manager.tenantId, { settings: effectiveSettings({}, { disposalApproval }) });
    await want('other');
    const [document] = [await store(), await store()];
    workflows.today = '2036-11-22';
    const list = (await drawUp({ documentIds: [document.id] }).expect(201)).body as DisposalListView;
    expect((await approve(list).expect(403)).body).toMatchObject({ code: 'disposal-needs-another' });
    expect(onDisk(document.latestVersion.sha256)).toBe(true);
    const asAnother = `update disposal_list set status = 'approved', decided_by_user_id = ?, decided_at = now(), version = version + 1 where id = ?`;
    await expect(asApp(asAnother, [manager.userId, list.id])).rejects.toThrow('by another');
    const other = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    const over = (await other.api.post(`${root}/disposal-lists/${list.id}/approve`).set('if-match', `"${list.version}"`).expect(200)).body as DisposalListView;
    expect(over).toMatchObject({ status: 'carriedOut', drawnUpByUserId: manager.userId, decidedByUserId: other.userId });
    const mine = (await drawUp().expect(201)).body as DisposalListView;
    await manager.api.post(`${root}/disposal-lists/${mine.id}/withdraw`).set('if-match', `"${mine.version}"`).expect(200);
    await want('own');
    await approve((await drawUp().expect(201)).body as DisposalListView).expect(200);
  });
});
