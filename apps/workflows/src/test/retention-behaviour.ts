import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { DocumentView, RetentionScheduleList, TaskList, TimelinePage } from '@kairos/contracts';
import { asApp, manager, read, remove, root, setSchedule, store, tend, workflowThatGoesOn, workflows } from './document-keeping.ts';

/** How long documents are kept, and that nobody takes it back. */
export function retentionIsPromised(): void {
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
      await store();
      await setSchedule('Fiscal', 30, 'upload', 2).expect(200);
      await tend();
      await tend();
      const nights = (await workflows.service.outbox('audit.recorded.v1')).filter(({ tenantid, data }) => tenantid === manager.tenantId && (data as { resourceType: string }).resourceType === 'DocumentRetention');
      expect(nights.map(({ data }) => data)).toMatchObject([2, 3].map((count) => ({ count, actorKind: 'system', actorId: 'document-retention', action: 'workflows.document.extend-retention', resourceId: manager.tenantId })));
      await expect(asApp(`update document set retain_until = '2030-01-01' where id = ?`, [document.id])).rejects.toThrow('never shortened');
      await expect(asApp('update document set retain_until = null where id = ?', [document.id])).rejects.toThrow('never shortened');
    });
  });
}

/** What a retention is counted from, and who tries to get around it. */
export function retentionFollowsWorkflows(): void {
  describe('retention', () => {
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
}

/** A link that was a mistake, and one that is none any more. */
export function linksAreCorrected(): void {
  describe('a link to a workflow that goes on', () => {
    const correct = (document: DocumentView, caller = manager, linkId = document.links[0]?.id) => caller.api.post(`${root}/documents/${document.id}/links/${linkId}/correction`, { reason: 'of another plant' });

    it('is taken back as a mistake by whoever manages retention, and the document is kept as if the workflow had ended for it', async () => {
      const { workflowId } = await workflowThatGoesOn();
      const document = await store({ category: 'Technical', workflowId });
      workflows.today = '2028-02-03';
      await correct(document, await workflows.service.signIn(['documents.document.*'], { tenantId: manager.tenantId })).expect(403);
      await correct(document, await workflows.service.signIn(['documents.*'])).expect(404);
      await manager.api.post(`${root}/documents/${document.id}/links/${document.links[0]?.id}/correction`, {}).expect(400);
      await correct(document).expect(204);
      expect(await read(document.id)).toMatchObject({ links: [], retainUntil: '2038-02-03' });
      expect((await remove(await read(document.id)).expect(409)).body).toMatchObject({ code: 'document-is-retained' });
      const { items } = (await manager.api.get(`${root}/workflows/${workflowId}/timeline`).expect(200)).body as TimelinePage;
      expect(items.find(({ kind }) => kind === 'document.unlinked')).toMatchObject({ reason: 'of another plant', actorId: manager.userId, before: { documentId: document.id } });
      await correct(document).expect(404);
    });

    it('stays once a task was completed, the document was approved or submitted; what came before the link counts for nothing', async () => {
      const { workflowId } = await workflowThatGoesOn();
      const { items } = (await manager.api.get(`${root}/workflows/${workflowId}/tasks`).expect(200)).body as TaskList;
      const completed = (taskId: string | undefined) => workflows.service.database.admin.query(
        `insert into workflows.workflow_change (id, tenant_id, workflow_id, task_id, kind, at) values (uuidv7(), $1, $2, $3, 'task.completed', now())`, [manager.tenantId, workflowId, taskId],
      );
      const [ofWorkflow, ofTask, approved] = [await store({ category: 'Technical', workflowId }), await store({ category: 'Technical', taskId: items[0]?.id ?? '' }), await store({ category: 'Technical', workflowId, approvalRequired: 'true' })];
      await completed(items[1]?.id);
      expect((await correct(ofWorkflow).expect(409)).body).toMatchObject({ code: 'link-is-relied-upon', detail: expect.stringContaining('a task was completed') });
      await correct(ofTask).expect(204);
      const later = await store({ category: 'Technical', workflowId });
      await correct(later).expect(204);
      const other = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
      const third = await store({ category: 'Technical', workflowId, approvalRequired: 'true' });
      await other.api.post(`${root}/documents/${third.id}/versions/${third.latestVersion.id}/decision`, { decision: 'approved' }).expect(({ status }) => expect(status).toBeLessThan(300));
      expect((await correct(third).expect(409)).body).toMatchObject({ code: 'link-is-relied-upon', detail: expect.stringContaining('was approved') });
      expect((await read(approved.id)).links).toHaveLength(1);
    });

    it('whose workflow has ended, or which no retention is counted from, is simply taken away', async () => {
      const { workflowId, end } = await workflowThatGoesOn();
      const [fiscal, technical] = [await store({ workflowId }), await store({ category: 'Technical', workflowId })];
      expect((await correct(fiscal).expect(409)).body).toMatchObject({ code: 'link-needs-no-correction' });
      await manager.api.delete(`${root}/documents/${fiscal.id}/links/${fiscal.links[0]?.id}`).expect(204);
      await end('2030-05-05');
      expect((await correct(technical).expect(409)).body).toMatchObject({ code: 'link-needs-no-correction' });
    });
  });
}
