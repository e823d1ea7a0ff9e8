import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { RequiredDocuments } from '../document-requirements/required-documents.repository.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { RunningWorkflow, type Occasion } from './running-workflow.ts';
import { WorkflowChange } from './workflow-change.entity.ts';
import { Workflow } from './workflow.entity.ts';
import { WorkflowNotFound } from './workflow.errors.ts';

/** Loads a workflow with its tasks for a command, and stores what the command did. Two commands on one workflow take turns. */
@Injectable()
export class WorkflowRepository {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
    private readonly documents: RequiredDocuments,
  ) {}

  /** @throws WorkflowNotFound also for one of a plant that the caller does not reach */
  async load(workflowId: string, actor: Actor): Promise<RunningWorkflow> {
    const [of] = await tenantQuery<{ plantId: string }>(this.em, 'select plant_id as "plantId" from workflow where id = $1 and removed_at is null', [workflowId]);
    if (!of || !reachesPlant(actor, of.plantId)) throw new WorkflowNotFound();
    // The facts before the workflow, as the consumer takes them that changes both.
    const plant = await this.facts.hold(of.plantId, 'share');
    const workflow = await this.em.findOne(Workflow, { id: workflowId, removedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!workflow) throw new WorkflowNotFound();
    return this.withTasks(workflow, actor.userId, plant && !plant.deleted ? plant : null);
  }

  /** A workflow to look at, which nothing keeps from changing meanwhile. @throws WorkflowNotFound */
  async look(workflowId: string, actor: Actor): Promise<RunningWorkflow> {
    const workflow = await this.em.findOne(Workflow, { id: workflowId, removedAt: null });
    if (!workflow || !reachesPlant(actor, workflow.plantId)) throw new WorkflowNotFound();
    const plant = await this.facts.find(workflow.plantId);
    return this.withTasks(workflow, actor.userId, plant && !plant.deleted ? plant : null);
  }

  /** Those of a plant that are not cancelled, for a change that comes from the plant itself: children before parents, as commands lock them. */
  async ofPlant(plant: PlantFacts): Promise<RunningWorkflow[]> {
    const workflows = await this.em.find(Workflow, { plantId: plant.plantId, removedAt: null, status: { $ne: 'Cancelled' } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'desc' } });
    const running: RunningWorkflow[] = [];
    for (const workflow of workflows) running.push(await this.withTasks(workflow, null, plant));
    return running;
  }

  /** What the timeline of a workflow says last of one kind of change. */
  async lastAfter<T extends object>(workflowId: string, kind: string): Promise<T | null> {
    const [last] = await this.em.find(WorkflowChange, { workflowId, kind }, { orderBy: { id: 'desc' }, limit: 1 });
    return (last?.after as T | undefined) ?? null;
  }

  begin(workflow: Workflow, tasks: WorkflowTask[], actor: Actor | null, plant: ObligationFacts | null): RunningWorkflow {
    const running = new RunningWorkflow(workflow, tasks, { ...this.occasion(actor?.userId ?? null), plant });
    running.added.push(...tasks);
    this.em.persist(workflow);
    return running;
  }

  async save(running: RunningWorkflow): Promise<void> {
    this.em.persist([...running.added, ...running.changes]);
    // The answer is read back, maybe in the outer transaction of an idempotency key, which flushes only at its end.
    await this.em.flush();
    await this.tellParent(running);
  }

  /** The task that follows this workflow, in the one it is part of, does what it has come to. */
  private async tellParent({ workflow, statusBefore, actorId, plant }: RunningWorkflow): Promise<void> {
    if (!workflow.parentWorkflowId || workflow.status === statusBefore) return;
    const parent = await this.em.findOne(Workflow, { id: workflow.parentWorkflowId, removedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!parent) return;
    const running = await this.withTasks(parent, actorId, plant);
    const task = running.tasks.find(({ tracksWorkflowId }) => tracksWorkflowId === workflow.id);
    if (task) running.follow(task, workflow.status);
    if (running.changes.length > 0) await this.save(running);
  }

  occasion(actorId: string | null): Occasion {
    const { calendar, timeZone } = this.packs.governing();
    return { actorId, calendar, today: dateInZone(this.clock.now(), timeZone) };
  }

  private async withTasks(workflow: Workflow, actorId: string | null, plant: ObligationFacts | null): Promise<RunningWorkflow> {
    const tasks = await this.em.find(WorkflowTask, { workflowId: workflow.id }, { orderBy: { position: 'asc' } });
    return new RunningWorkflow(workflow, tasks, { ...this.occasion(actorId), plant, unmetDocuments: await this.documents.unmetByTasks(tasks) });
  }
}
