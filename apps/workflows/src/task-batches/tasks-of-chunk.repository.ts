import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { RowScope } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import { TaskRepository } from '../task-work/task.repository.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import { planByHand, planFromTemplate, startPlanned } from '../workflows/plan-workflow.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import type { KnownAssignees } from './assignees-of-chunk.calc.ts';
import { textsOf, type BatchRow, type TaskRow } from './read-task-row.calc.ts';
import type { ChunkSetting } from './tasks-of-chunk.calc.ts';

const knownRoles = 'select distinct r.role from membership_access m cross join lateral unnest(m.roles) r (role) where r.role = any($1)';

/** What the rows of a chunk are about. */
@Injectable()
export class TasksOfChunkRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly workflows: WorkflowRepository,
    private readonly tasks: TaskRepository,
    private readonly templates: WorkflowTemplateRepository,
  ) {}

  /** Held until the transaction ends: the plants first, then their workflows. */
  hold(rows: readonly BatchRow[], actor: Actor): Promise<ChunkSetting> {
    return this.setting(rows, actor, 'hold');
  }

  /** For who only looks: copies, of which nothing is stored. */
  async look(rows: readonly BatchRow[], actor: Actor): Promise<ChunkSetting> {
    const setting = await this.setting(rows, actor, 'look');
    return { ...setting, workflows: setting.workflows.map((running) => running.rehearsal()) };
  }

  private async setting(rows: readonly BatchRow[], actor: Actor, mode: 'hold' | 'look'): Promise<ChunkSetting> {
    const plants = await this.facts.byCode(textsOf(rows, 'plantCode'), plantScope(actor), mode);
    const workflows = await this.workflows.named(textsOf(rows, 'workflow'), [...plants.values()], actor, mode);
    const roles = actor.permissions.includes('*') ? null : await this.tasks.rolesOf(actor);
    return { plants, workflows, roles, assignees: await this.assignees(textsOf(rows, 'assignee')), start: (plant, body) => this.start(plant, body, actor) };
  }

  private start(plant: PlantFacts, { workflow: name, template, category = 'Compliance' }: TaskRow['body'], actor: Actor): RunningWorkflow {
    const { calendar, today: startsOn } = this.workflows.occasion(actor.userId);
    const planned = template === undefined
      ? planByHand({ plantId: plant.plantId, name, category, description: null, startsOn, draft: false })
      : planFromTemplate(this.templates.newest(template), plant, { name, startsOn, draft: false });
    const { workflow, tasks } = startPlanned(planned, actor, calendar);
    const running = this.workflows.draft(workflow, tasks, actor, plant);
    running.tellStart();
    return running;
  }

  private async assignees(named: readonly string[]): Promise<KnownAssignees> {
    if (named.length === 0) return { members: new Map(), roles: new Set(), teams: new Set() };
    const members = await tenantQuery<{ userId: string; rowScope: RowScope }>(this.em, 'select user_id as "userId", row_scope as "rowScope" from membership_access where active and user_id::text = any($1)', [named.map((text) => text.toLowerCase())]);
    const roles = await tenantQuery<{ role: string }>(this.em, knownRoles, [named]);
    const teams = await tenantQuery<{ name: string }>(this.em, 'select name from team where name = any($1)', [named]);
    return { members: new Map(members.map(({ userId, rowScope }) => [userId, rowScope])), roles: new Set(roles.map(({ role }) => role)), teams: new Set(teams.map(({ name }) => name)) };
  }
}
