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

/** By name in any case, with those that they are within. */
const namedSql = `with recursive named (id, parent_workflow_id) as (
    select id, parent_workflow_id from workflow where plant_id = any($1::uuid[]) and removed_at is null and lower(name) in (select lower(n) from unnest($2::text[]) n)
    union select w.id, w.parent_workflow_id from named join workflow w on w.id = named.parent_workflow_id and w.removed_at is null)
  select id from named`;

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

  /**
   * Holds the facts of the plants of workflows, and of others beside these, before any workflow is locked: all at once, as consumers hold
   * those of several plants. What the caller does not reach is left alone.
   */
  async holdPlants(workflowIds: readonly string[], actor: Actor, beside: readonly string[] = []): Promise<void> {
    const rows = await tenantQuery<{ plantId: string }>(this.em, 'select distinct plant_id as "plantId" from workflow where id = any($1::uuid[]) and removed_at is null', [workflowIds]);
    await this.facts.holdInOrder([...rows.map(({ plantId }) => plantId), ...beside].filter((plantId) => reachesPlant(actor, plantId)));
  }

  /** A workflow to look at, which nothing keeps from changing meanwhile. @throws WorkflowNotFound */
  async look(workflowId: string, actor: Actor): Promise<RunningWorkflow> {
    const workflow = await this.em.findOne(Workflow, { id: workflowId, removedAt: null });
    if (!workflow || !reachesPlant(actor, workflow.plantId)) throw new WorkflowNotFound();
    const plant = await this.facts.find(workflow.plantId);
    return this.withTasks(workflow, actor.userId, plant && !plant.deleted ? plant : null);
  }

  /**
   * Workflows of plants by their names, for many changes at once. Held, they and those that they are within stay as they are, in the order
   * in which commands lock them; the facts of the plants are held before.
   *
   * @returns with those that they are within, which follow what becomes of them
   */
  async named(names: readonly string[], plants: readonly PlantFacts[], actor: Actor, mode: 'hold' | 'look'): Promise<RunningWorkflow[]> {
    const found = await tenantQuery<{ id: string }>(this.em, namedSql, [plants.map(({ plantId }) => plantId), names]);
    return this.these(found.map(({ id }) => id), plants, actor, mode);
  }

  /** Workflows by their ids, of plants whose facts are held before; as `named`. */
  async these(ids: readonly string[], plants: readonly PlantFacts[], actor: Actor, mode: 'hold' | 'look'): Promise<RunningWorkflow[]> {
    const workflows = await this.em.find(Workflow, { id: { $in: [...ids] }, removedAt: null }, { ...(mode === 'hold' ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : {}), orderBy: { id: 'desc' } });
    const tasks = await this.em.find(WorkflowTask, { workflowId: { $in: workflows.map(({ id }) => id) } }, { orderBy: { position: 'asc' } });
    const [ofWorkflow, unmetDocuments] = [Map.groupBy(tasks, ({ workflowId }) => workflowId), await this.documents.unmetByTasks(tasks)];
    const occasion = { ...this.occasion(actor.userId), unmetDocuments };
    return workflows.map((workflow) => new RunningWorkflow(workflow, ofWorkflow.get(workflow.id) ?? [], { ...occasion, plant: plants.find(({ plantId }) => plantId === workflow.plantId) ?? null }));
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
    const running = this.draft(workflow, tasks, actor, plant);
    this.em.persist(workflow);
    return running;
  }

  /** One that nobody stores unless `saveAll` does. */
  draft(workflow: Workflow, tasks: WorkflowTask[], actor: Actor | null, plant: ObligationFacts | null): RunningWorkflow {
    const running = new RunningWorkflow(workflow, tasks, { ...this.occasion(actor?.userId ?? null), plant });
    running.added.push(...tasks);
    return running;
  }

  /** Stores what was done to several at once, and then what that brings about in those that they are within. */
  async saveAll(workflows: readonly RunningWorkflow[]): Promise<void> {
    this.em.persist(workflows.flatMap(({ workflow, added, changes }) => [workflow, ...added, ...changes]));
    await this.em.flush();
    for (const running of workflows) await this.tellParent(running);
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
