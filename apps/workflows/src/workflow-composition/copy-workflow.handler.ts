import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { CopyWorkflowBody } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { termEnd } from '../tasks/term.calc.ts';
import { skipReason } from '../workflows/plan-from-template.calc.ts';
import { Workflow } from '../workflows/workflow.entity.ts';
import { PlantUnknown } from '../workflows/workflow.errors.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { copiedDates } from './copy-dates.calc.ts';

/** Starts the same workflow once more, with nothing done, for the same plant or another. */
@Injectable()
export class CopyWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, body: CopyWorkflowBody, actor: Actor): Promise<{ workflowId: string }> {
    await this.workflows.holdPlants([workflowId], actor, body.plantId ? [body.plantId] : []);
    const { workflow: original, tasks, today, calendar } = await this.workflows.load(workflowId, actor);
    const plantId = body.plantId ?? original.plantId;
    const plant = reachesPlant(actor, plantId) ? await this.facts.hold(plantId, 'share') : undefined;
    if (!plant || plant.deleted) throw new PlantUnknown();
    const { description = null, templateId, templateVersion, type, purpose, category, durationDays = null, stages, parts, authorities, baseDocuments, alertDays } = original;
    const copy = Workflow.start(actor, {
      plantId, name: body.name ?? original.name, description, template: templateId && templateVersion ? { id: templateId, version: templateVersion } : null, type, purpose, category, startsOn: today, durationDays, stages, parts,
      authorities, baseDocuments, alertDays, originalWorkflowId: original.id, draft: body.draft,
    });
    // A task that follows another workflow stays with the one it was made for.
    const copied = tasks.filter(({ tracksWorkflowId }) => !tracksWorkflowId);
    const ids = new Map(copied.map(({ id }) => [id, newId()]));
    const opened = copied.map((task) => {
      const { stageCode, code, position, definition, priority } = task;
      const dates = copiedDates(task, today);
      const term = definition.peremptory;
      return WorkflowTask.open({
        id: ids.get(task.id) as string, tenantId: actor.tenantId, workflowId: copy.id, plantId, stageCode, code, position, definition, priority, dependsOn: task.dependsOn.flatMap((id) => ids.get(id) ?? []), dates,
        termEndsOn: dates && term ? termEnd(calendar, dates.startsOn, term.days, term.in) : null, skipped: skipReason(definition, plant),
      });
    });
    const running = this.workflows.begin(copy, opened, actor, plant);
    running.note({ kind: 'workflow.copied', before: { workflowId: original.id }, after: { status: copy.status, tasks: opened.length } });
    await this.workflows.save(running);
    return { workflowId: copy.id };
  }
}
