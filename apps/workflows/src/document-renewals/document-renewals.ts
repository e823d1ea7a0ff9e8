import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { Workflow } from '../workflows/workflow.entity.ts';
import { DocumentLinks } from '../document-links/document-links.repository.ts';
import type { Document } from '../documents/document.entity.ts';
import { renewalPlan, renewalTask } from './renewal-task.calc.ts';

type OpenRenewal = { workflowId: string | null; taskId: string | null };
const openTask = `select t.id from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id where t.id = $1 and w.removed_at is null and w.status = 'Active'`;

// One at a time of a document: another version with the same date is no other renewal, while a later date that comes near is one.
const tell = `insert into document_renewal as r (tenant_id, document_version_id, document_id, expires_on) select ?, ?, ?, ?
  where not exists (select from document_renewal o where o.document_id = ? and o.closed_at is null)
  on conflict (tenant_id, document_version_id) do update
    set expires_on = excluded.expires_on, announced_at = now(), closed_at = null, closed_by_version_id = null, workflow_id = null, task_id = null where r.closed_at is not null
  returning document_version_id`;

/** That a version is told to expire, and the task to renew it. Each happens in the transaction of whoever asks. */
@Injectable()
export class DocumentRenewals {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly workflows: WorkflowRepository,
    private readonly links: DocumentLinks,
  ) {}

  /**
   * Tells once that the latest version expires, and opens the task to renew it at the first plant of the document that is in the portfolio; without one there is
   * nobody's work to put it in.
   *
   * @param document locked
   */
  async open(document: Document): Promise<void> {
    const { id, latestVersionId, expiresOn } = document;
    if (!expiresOn) return;
    const added = await this.em.execute<unknown[]>(tell, [currentTenantId(), latestVersionId, id, expiresOn, id]);
    if (added.length === 0) return;
    document.announceExpiry();
    const opened = await this.openTask(document, expiresOn);
    if (opened === undefined) return;
    await this.links.add(id, { kind: 'task', targetId: opened.taskId, plantId: opened.plantId, requirementCode: null });
    document.relink(document.plantIds);
    await this.em.execute('update document_renewal set workflow_id = ?, task_id = ? where document_version_id = ?', [opened.workflowId, opened.taskId, latestVersionId]);
  }

  /** Closes what was told to expire before the day until which the document is valid now, and the tasks to renew it. */
  async close(document: Document, actor: Actor): Promise<void> {
    const closed = await this.em.execute<OpenRenewal[]>(
      `update document_renewal set closed_at = now(), closed_by_version_id = ? where document_id = ? and closed_at is null and expires_on < coalesce(?::date, 'infinity')
       returning workflow_id as "workflowId", task_id as "taskId"`,
      [document.latestVersionId, document.id, document.expiresOn ?? null],
    );
    if (closed.length > 0) document.renew();
    for (const renewal of closed) await this.completeTask(renewal, document, actor);
  }

  private async openTask(document: Document, expiresOn: string): Promise<{ workflowId: string; taskId: string; plantId: string } | undefined> {
    const plant = await this.firstPlant(document.plantIds);
    if (!plant) return undefined;
    const { plantId } = plant;
    const { today } = this.workflows.occasion(null);
    const workflow = Workflow.start({ tenantId: document.tenantId, userId: document.createdByUserId }, renewalPlan(document.name, plantId, today));
    const task = WorkflowTask.open({ tenantId: document.tenantId, workflowId: workflow.id, plantId, ...renewalTask(document.name, expiresOn, today) });
    const running = this.workflows.begin(workflow, [task], null, plant);
    running.note({ kind: 'workflow.started', after: { documentId: document.id, documentVersionId: document.latestVersionId, expiresOn, tasks: 1 } });
    await this.workflows.save(running);
    return { workflowId: workflow.id, taskId: task.id, plantId };
  }

  private async firstPlant(plantIds: readonly string[]): Promise<PlantFacts | undefined> {
    for (const plantId of plantIds) {
      const plant = await this.facts.hold(plantId, 'share');
      if (plant && !plant.deleted) return plant;
    }
    return undefined;
  }

  private async completeTask({ workflowId, taskId }: OpenRenewal, document: Document, actor: Actor): Promise<void> {
    if (!workflowId || !taskId || (await tenantQuery<object>(this.em, openTask, [taskId])).length === 0) return;
    const running = await this.workflows.load(workflowId, { ...actor, rowScope: { plants: 'all' } });
    const task = running.task(taskId);
    if (isClosed(task) || task.suspendedOn) return;
    if (task.state !== 'In Progress') running.moveTask(task, 'In Progress', 'the document is renewed');
    running.complete(task, { note: `renewed by version ${document.latestVersionNumber}` });
    await this.workflows.save(running);
  }
}
