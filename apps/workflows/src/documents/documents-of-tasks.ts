import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { TaskDocumentsComplete } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { RequiredDocuments } from '../document-requirements/required-documents.repository.ts';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { taskState, type WorkflowTask } from '../tasks/task.entity.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';

type OpenTask = { id: string; workflowId: string; plantId: string };

// In the order in which commands lock workflows.
const openTasks = `select t.id, w.id as "workflowId", w.plant_id as "plantId" from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id
  where t.id = any($1::uuid[]) and t.state in ('To Start', 'In Progress', 'Blocked') and w.removed_at is null order by w.id desc, t.id`;

/** What documents mean for the tasks that they are handed in for. */
@Injectable()
export class DocumentsOfTasks {
  constructor(
    private readonly em: EntityManager,
    private readonly required: RequiredDocuments,
    private readonly workflows: WorkflowRepository,
    private readonly facts: PlantFactsProjection,
  ) {}

  /**
   * Does something to documents, within a transaction. A task whose last required document is there then is told of, once, and closes where its rule lets it:
   * two who hand in at the same time take turns.
   *
   * @param taskIds of the tasks that the documents are linked to, before or after
   */
  async minding<T>(taskIds: readonly string[], actor: Actor, work: () => Promise<T>): Promise<T> {
    const open = taskIds.length === 0 ? [] : await tenantQuery<OpenTask>(this.em, openTasks, [taskIds]);
    // As whoever hears of several plants at once holds them.
    for (const plantId of [...new Set(open.map((task) => task.plantId))].sort()) await this.facts.hold(plantId, 'share');
    // Whoever hands in may see another plant of the document than the task's.
    const load = async ({ id, workflowId }: OpenTask) => {
      const running = await this.workflows.load(workflowId, { ...actor, rowScope: { plants: 'all' } });
      return { running, task: running.task(id) };
    };
    const lacking: typeof open = [];
    for (const each of open) {
      const { running, task } = await load(each);
      if (running.unmetDocuments(task).length > 0) lacking.push(each);
    }
    const result = await work();
    for (const each of lacking) {
      const { running, task } = await load(each);
      if (running.unmetDocuments(task).length === 0) await this.tell(running, task);
    }
    return result;
  }

  private async tell(running: RunningWorkflow, task: WorkflowTask): Promise<void> {
    const views = (await this.required.of('task', [{ id: task.id, requirements: task.definition.documents }])).get(task.id) ?? [];
    const documents = views.flatMap(({ code, status, document }) => (status === 'satisfied' && document ? [{ code, documentId: document.documentId, documentVersionId: document.documentVersionId }] : []));
    record(task, TaskDocumentsComplete, { ...taskState(task), documents });
    running.note({ taskId: task.id, kind: 'task.documents', after: { documents } });
    running.closeIfDone(task);
    await this.workflows.save(running);
  }
}
