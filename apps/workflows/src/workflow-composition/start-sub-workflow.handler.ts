import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { StartSubWorkflowBody, WorkflowTemplate } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { StandingHolds } from '../legal-holds/standing-holds.ts';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { WorkflowTask, type TaskDefinition } from '../tasks/task.entity.ts';
import { templateAppliesTo } from '../templates/applicable-templates.calc.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import { dated, tasksFromTemplate } from '../workflows/plan-from-template.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { stagesOf, Workflow } from '../workflows/workflow.entity.ts';
import { PlantUnknown, StageUnknown, TemplateDoesNotApply, WorkflowIsClosed } from '../workflows/workflow.errors.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';

/** Starts a workflow within another: a task there follows it. */
@Injectable()
export class StartSubWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly templates: WorkflowTemplateRepository,
    private readonly workflows: WorkflowRepository,
    private readonly holds: StandingHolds,
  ) {}

  @Transactional()
  async execute(workflowId: string, body: StartSubWorkflowBody, expectedVersion: number, actor: Actor): Promise<{ workflowId: string }> {
    await this.holds.takeTurn();
    const parent = await this.workflows.load(workflowId, actor);
    expectVersion(parent.workflow.version, expectedVersion);
    if (parent.workflow.status !== 'Active' && parent.workflow.status !== 'Draft') throw new WorkflowIsClosed(parent.workflow.status);
    const plant = await this.facts.hold(parent.workflow.plantId, 'share');
    if (!plant || plant.deleted) throw new PlantUnknown();
    const template = body.templateVersion === undefined ? this.templates.newest(body.templateId) : this.templates.read(body.templateId, body.templateVersion);
    const { applies, unmet } = templateAppliesTo(template, plant);
    if (!applies) throw new TemplateDoesNotApply(unmet);
    const startsOn = body.startsOn ?? parent.today;
    const { id, version, title, type, purpose, category, durationDays, authorities, baseDocuments, alertDays } = template;
    const child = Workflow.start(actor, {
      plantId: plant.plantId, name: body.name ?? title.en, description: null, template: { id, version }, type, purpose, category, startsOn, durationDays, stages: stagesOf(template), authorities, baseDocuments, alertDays,
      parentWorkflowId: parent.workflow.id, draft: false,
    });
    const owner = { tenantId: actor.tenantId, workflowId: child.id, plantId: plant.plantId };
    const tasks = dated(tasksFromTemplate(template, plant), stagesOf(template), startsOn, parent.calendar).map((task) => WorkflowTask.open({ ...task, ...owner }));
    const running = this.workflows.begin(child, tasks, actor, plant);
    running.note({ kind: 'workflow.started', after: { template: { id, version }, parentWorkflowId: parent.workflow.id, startsOn, tasks: tasks.length } });
    await this.workflows.save(running);
    await this.holds.extendTo(child.id, [parent.workflow.id]);
    track(parent, child, template, body.stageCode, tasks);
    await this.workflows.save(parent);
    return { workflowId: child.id };
  }
}

/** The task that follows the child: due when the last of the child's tasks is, in progress from the start. */
function track(parent: RunningWorkflow, child: Workflow, template: WorkflowTemplate, wanted: string | undefined, tasks: readonly WorkflowTask[]): void {
  const { workflow } = parent;
  const stageCode = wanted ?? workflow.stages.at(-1)?.code;
  if (!stageCode || !workflow.stages.some(({ code }) => code === stageCode)) throw new StageUnknown();
  const position = Math.max(-1, ...parent.tasks.map((task) => task.position)) + 1;
  const dueOn = tasks.reduce((late, task) => (task.dueOn && task.dueOn > late ? task.dueOn : late), child.startsOn);
  const definition: TaskDefinition = {
    title: template.title, instructions: null, optional: false, milestone: false, appliesWhen: null, authority: null, practiceType: null, portal: null, credentials: [], durationDays: template.durationDays,
    durationIn: 'calendarDays', peremptory: null, documents: [], checklist: [], dataFields: [], suggestedRole: null, allowedRoles: [], completion: { requires: [], closesItself: false }, alertDays: template.alertDays,
  };
  const task = WorkflowTask.open({
    tenantId: workflow.tenantId, workflowId: workflow.id, plantId: workflow.plantId, stageCode, code: `sub-workflow-${position + 1}`, position, definition, priority: 'Medium', dependsOn: [],
    dates: { startsOn: child.startsOn, dueOn }, skipped: null, tracksWorkflowId: child.id,
  });
  parent.tasks.push(task);
  parent.added.push(task);
  workflow.updatedAt = new Date();
  parent.note({ taskId: task.id, kind: 'task.added', after: { tracksWorkflowId: child.id, dueOn } });
  parent.follow(task, child.status);
}
