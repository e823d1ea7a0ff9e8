import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk } from '@kairos/event-bus';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import type { PlantFacts } from '../plants/plant-facts.projection.ts';
import type { WorkflowTask } from '../tasks/task.entity.ts';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import { answersOtherwise, sameAnswers, type OtherAnswers } from './other-answers.calc.ts';
import type { RunningWorkflow } from './running-workflow.ts';
import { skipReason } from './plan-from-template.calc.ts';
import { WorkflowRepository } from './workflow.repository.ts';

/**
 * Brings the workflows of a plant in line with its facts: what no longer applies is skipped, what applies again is to be
 * done. One that is completed stays so; its timeline tells when its conditions would be answered otherwise.
 */
@Injectable()
export class ApplyPlantFacts {
  constructor(
    private readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** Those of some plants that have workflows. */
  async among(plantIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.em.execute<{ plant_id: string }[]>('select distinct plant_id from workflow where plant_id = any(?::uuid[]) and removed_at is null', [`{${plantIds.join(',')}}`]);
    return new Set(rows.map(({ plant_id }) => plant_id));
  }

  async apply(plant: PlantFacts): Promise<void> {
    for (const running of await this.workflows.ofPlant(plant)) {
      if (plant.deleted) cancel(running);
      else if (running.workflow.status === 'Completed') await this.tell(running, plant);
      else followFacts(running, plant);
      if (running.changes.length === 0) continue;
      const results = JSON.stringify(running.changes.map(({ taskId, kind, after }) => ({ taskId, kind, after })));
      auditBulk(this.em, 'workflows', { resourceType: 'Workflow', resourceId: running.workflow.id, count: running.changes.length, results });
      await this.workflows.save(running);
    }
  }

  private async tell(running: RunningWorkflow, plant: PlantFacts): Promise<void> {
    const before = (await this.workflows.lastAfter<OtherAnswers>(running.workflow.id, 'workflow.conditions')) ?? { appliesNow: [], appliesNoLonger: [] };
    const after = answersOtherwise(running.tasks, plant);
    if (!sameAnswers(before, after)) running.note({ kind: 'workflow.conditions', before, after, reason: 'facts of the plant changed' });
  }
}

function cancel(running: RunningWorkflow): void {
  if (running.workflow.status !== 'Completed') running.moveWorkflow('Cancelled', 'the plant left the portfolio');
}

/** What no longer applies is skipped, what applies again is to be done, and what waited for a fact that is true by now is completed. */
export function followFacts(running: RunningWorkflow, plant: ObligationFacts): void {
  const differs = (task: WorkflowTask) => Boolean(skipReason(task.definition, plant)) ? !isClosed(task) : task.skipped?.by === 'condition';
  if (running.tasks.some(differs)) running.settling(() => skipAndOpen(running, plant));
  running.closeWhatCameTrue();
}

/** One that was completed did not follow the facts meanwhile; somebody opened it again, and what they opened stays so. */
export function catchUpIfReopened(running: RunningWorkflow): void {
  const { plant, statusBefore, workflow } = running;
  if (!plant || statusBefore !== 'Completed' || workflow.status !== 'Active') return;
  running.settling(() => skipAndOpen(running, plant));
  running.closeWhatCameTrue();
}

function skipAndOpen(running: RunningWorkflow, plant: ObligationFacts): void {
  for (const task of running.tasks) {
    const skipped = skipReason(task.definition, plant);
    const { state } = task;
    if (skipped && !isClosed(task)) {
      if (task.suspendedOn) running.endSuspension(task, running.today, 'it no longer applies to the plant');
      task.moveTo('Skipped', skipped.unmet.join('; '), { skipped });
    } else if (!skipped && task.skipped?.by === 'condition') task.moveTo('To Start', 'it applies to the plant again');
    else continue;
    running.note({ taskId: task.id, kind: 'task.status', before: { state }, after: { state: task.state, skipped: task.skipped ?? null }, reason: 'facts of the plant changed' });
  }
}
