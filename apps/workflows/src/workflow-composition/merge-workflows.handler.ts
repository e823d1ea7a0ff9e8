import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MergeWorkflowsBody } from '@kairos/contracts';
import { StandingHolds } from '../legal-holds/standing-holds.ts';
import { waitsForStages } from '../tasks/task-schedule.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { Workflow } from '../workflows/workflow.entity.ts';
import { WorkflowIsClosed } from '../workflows/workflow.errors.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { WorkflowNamedTwice, WorkflowsOfSeveralPlants } from './composition.errors.ts';

/** Makes one workflow of several of a plant: their tasks go on side by side, each as far as it is; those they came from are cancelled. */
@Injectable()
export class MergeWorkflowsHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
    private readonly holds: StandingHolds,
  ) {}

  @Transactional()
  async execute({ workflowIds, name }: MergeWorkflowsBody, actor: Actor): Promise<{ workflowId: string }> {
    if (new Set(workflowIds).size < workflowIds.length) throw new WorkflowNamedTwice();
    await this.holds.takeTurn();
    await this.workflows.holdPlants(workflowIds, actor);
    // Always in one order, so that two merges do not wait for one another.
    const loaded = new Map<string, RunningWorkflow>();
    for (const id of [...workflowIds].sort().reverse()) loaded.set(id, await this.workflows.load(id, actor));
    const parts = workflowIds.map((id) => loaded.get(id) as RunningWorkflow);
    const closed = parts.find(({ workflow: { status } }) => status === 'Completed' || status === 'Cancelled');
    if (closed) throw new WorkflowIsClosed(closed.workflow.status);
    if (new Set(parts.map(({ workflow }) => workflow.plantId)).size > 1) throw new WorkflowsOfSeveralPlants();

    const merged = Workflow.start(actor, planOf(parts, name));
    const running = this.workflows.begin(merged, [], actor, parts[0]?.plant ?? null);
    running.note({ kind: 'workflow.merged', before: { workflowIds }, after: { status: merged.status } });
    await this.workflows.save(running);
    await this.holds.extendTo(merged.id, workflowIds);
    for (const [index, part] of parts.entries()) {
      const slots = part.tasks.map((task) => task.slot());
      for (const task of part.tasks) {
        const before = waitsForStages(task.slot(), slots, part.workflow.stages).map(({ id }) => id);
        task.change({ workflowId: merged.id, stageCode: `${index + 1}.${task.stageCode}`, code: `${index + 1}.${task.code}`, position: index * 1000 + task.position, dependsOn: [...new Set([...task.dependsOn, ...before])] });
      }
      part.note({ kind: 'workflow.merged', after: { into: merged.id } });
      part.moveWorkflow('Cancelled', `merged into ${merged.name}`);
      await this.workflows.save(part);
    }
    return { workflowId: merged.id };
  }
}

/** Their stages beside one another: what waited for an earlier stage waits for its tasks by name. */
function planOf(parts: readonly RunningWorkflow[], name: string) {
  const workflows = parts.map(({ workflow }) => workflow);
  const [first] = workflows as [Workflow];
  return {
    plantId: first.plantId, name, description: null, template: null, type: 'COMPOSITE' as const, purpose: 'Custom' as const, category: first.category,
    startsOn: workflows.map(({ startsOn }) => startsOn).sort()[0] ?? first.startsOn, durationDays: workflows.reduce((days, workflow) => days + (workflow.durationDays ?? 0), 0),
    stages: workflows.flatMap(({ stages }, index) => stages.map((stage) => ({ ...stage, code: `${index + 1}.${stage.code}`, parallel: true }))),
    authorities: [...new Set(workflows.flatMap(({ authorities }) => authorities))], baseDocuments: [...new Map(workflows.flatMap(({ baseDocuments }) => baseDocuments).map((document) => [document.code, document])).values()],
    alertDays: first.alertDays, draft: workflows.every(({ status }) => status === 'Draft'),
  };
}
