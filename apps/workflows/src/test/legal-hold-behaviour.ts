import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CloudEvent, DocumentView, LegalHoldView, TaskList } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { asApp, drawUp, hold, manager, read, release, remove, root, setSchedule, store, workflowThatGoesOn, workflows } from './document-keeping.ts';
import { PlantHistory } from './plant-event.builder.ts';

/** What a legal hold keeps, and until when. */
export function holdsKeep(): void {
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
  });
}

/** What a legal hold reaches, and who places it. */
export function holdsReach(): void {
  describe('a legal hold', () => {
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
      const extended = (await workflows.service.outbox('workflows.legal-hold.extended.v1')).filter(({ subject }) => subject === placed.id);
      expect(extended.map(({ aggregateversion, data }) => [aggregateversion, data])).toMatchObject([[2, { addedWorkflowId: after }], [3, { addedWorkflowId: merged, workflowIds: [workflowId, before, after, merged], title: placed.title }]]);
      const audited = (await workflows.service.outbox('audit.recorded.v1')).filter(({ data }) => (data as { resourceId: string }).resourceId === placed.id);
      expect(audited.map(({ data }) => (data as { actorId: string }).actorId)).toEqual(Array(3).fill(manager.userId));
      const { items: [task] } = (await manager.api.get(`${root}/workflows/${merged}/tasks`).expect(200)).body as TaskList;
      const documents = [await store({ workflowId: merged }), await store({ taskId: task?.id ?? '' }), await store({ workflowId: before }), await store({ workflowId: after })];
      expect(await Promise.all(documents.map(async ({ id }) => (await read(id)).onLegalHold))).toEqual([true, true, true, true]);
      const later = await hold({ workflowIds: [workflowId] }, 'a later case');
      expect((await manager.api.get(`${root}/legal-holds/${later.id}`).expect(200)).body).toMatchObject({ documentCount: 5 });
      await release((await manager.api.get(`${root}/legal-holds/${placed.id}`).expect(200)).body as LegalHoldView);
      await release(later);
      workflows.today = '2037-01-01';
      expect((await remove(inFirst).expect(409)).body).toMatchObject({ code: 'document-is-retained', detail: expect.stringContaining('a workflow that goes on') });
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
}

/** A hold and what is done at the same moment. */
export function holdsTakeTurns(): void {
  describe('a legal hold', () => {
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
  });
}
