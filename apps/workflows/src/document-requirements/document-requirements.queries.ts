import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, type Actor } from '@kairos/auth';
import type { DeadlineObligation, MissingDocumentList, Permission, RequirementList, RequirementOf, RequirementView } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { TenantDay } from '../tenant-day.ts';
import { unmet } from './match-requirements.calc.ts';
import { RequiredDocuments, type Asking, type AskingKind } from './required-documents.repository.ts';

const inScope = '($1::uuid[] is null or plant_id = any($1))';
const ofTask = `select t.id, t.definition -> 'documents' as requirements from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id
  where ($1::uuid[] is null or w.plant_id = any($1)) and w.removed_at is null and w.id = $2 and t.id = $3`;
const ofWorkflow = `select id, base_documents as requirements from workflow where ${inScope} and removed_at is null and id = $2`;
const ofDeadline = `select id, obligation from deadline where ${inScope} and id = $2`;
const openTasks = `select t.id, t.definition -> 'documents' as requirements, json_build_object('kind', 'task', 'taskId', t.id, 'workflowId', w.id, 'title', t.definition -> 'title', 'dueOn', t.due_on) as "of"
  from workflow w join workflow_task t on t.tenant_id = w.tenant_id and t.workflow_id = w.id
  where w.plant_id = $1 and w.removed_at is null and w.status in ('Draft', 'Active', 'Paused') and t.state in ('To Start', 'In Progress', 'Blocked') order by t.due_on, t.id`;
const openWorkflows = `select w.id, w.base_documents as requirements, json_build_object('kind', 'workflow', 'workflowId', w.id, 'title', json_build_object('en', w.name, 'it', w.name), 'dueOn', null) as "of"
  from workflow w where w.plant_id = $1 and w.removed_at is null and w.status in ('Draft', 'Active', 'Paused') order by w.id`;
const openDeadlines = `select d.id, d.obligation, json_build_object('kind', 'deadline', 'deadlineId', d.id, 'title', d.obligation -> 'title', 'dueOn', d.due_on) as "of"
  from deadline d where d.plant_id = $1 and d.status in ('open', 'dateMissing') order by d.sort_on, d.id`;
const expired = `select d.id as "documentId", d.latest_version_id as "documentVersionId", d.name, d.category, d.expires_on::text as "expiresOn" from document d
  where d.deleted_at is null and d.archived_at is null and d.expires_on < $2::date and d.id in (select l.document_id from document_link l where l.plant_id = $1) order by d.expires_on, d.id limit 500`;

/** What lets somebody see what asks: its title and its dates are told with what it asks for. */
const readable: Record<AskingKind, Permission> = { task: 'workflows.workflow.read', workflow: 'workflows.workflow.read', deadline: 'workflows.deadline.read' };

type Owner = { of: RequirementOf };
type DeadlineRow = { id: string; obligation: DeadlineObligation };

@Injectable()
export class DocumentRequirementsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly required: RequiredDocuments,
    private readonly day: TenantDay,
  ) {}

  async ofTask(workflowId: string, taskId: string, actor: Actor): Promise<RequirementList> {
    const [task] = may(actor, readable.task) ? await tenantQuery<Asking>(this.em, ofTask, [plantScope(actor), workflowId, taskId]) : [];
    if (!task) throw new NotFound('task');
    return this.list('task', task);
  }

  async ofWorkflow(workflowId: string, actor: Actor): Promise<RequirementList> {
    const [workflow] = may(actor, readable.workflow) ? await tenantQuery<Asking>(this.em, ofWorkflow, [plantScope(actor), workflowId]) : [];
    if (!workflow) throw new NotFound('workflow');
    return this.list('workflow', workflow);
  }

  async ofDeadline(deadlineId: string, actor: Actor): Promise<RequirementList> {
    const [deadline] = may(actor, readable.deadline) ? await tenantQuery<DeadlineRow>(this.em, ofDeadline, [plantScope(actor), deadlineId]) : [];
    if (!deadline) throw new NotFound('deadline');
    return this.list('deadline', { id: deadline.id, requirements: this.required.ofObligation(deadline.obligation) });
  }

  /** What lacks, whether required or not, ordered by when it falls due, of what the caller may see. */
  async missingOf(plantId: string, actor: Actor): Promise<MissingDocumentList> {
    const [plant] = await tenantQuery<object>(this.em, `select from plant_facts where ${inScope} and plant_id = $2 and not deleted`, [plantScope(actor), plantId]);
    if (!plant) throw new NotFound('plant');
    const tasks = await tenantQuery<Asking & Owner>(this.em, openTasks, [plantId]);
    const workflows = await tenantQuery<Asking & Owner>(this.em, openWorkflows, [plantId]);
    const deadlines = (await tenantQuery<DeadlineRow & Owner>(this.em, openDeadlines, [plantId])).map(({ obligation, ...row }) => ({ ...row, requirements: this.required.ofObligation(obligation) }));
    const asking = Object.entries({ task: tasks, deadline: deadlines, workflow: workflows }) as [AskingKind, (Asking & Owner)[]][];
    const items: (RequirementView & Owner)[] = [];
    for (const [kind, those] of asking) if (may(actor, readable[kind])) items.push(...(await this.lacking(kind, those)));
    const dueFirst = items.sort((a, b) => (a.of.dueOn ?? '9999').localeCompare(b.of.dueOn ?? '9999'));
    return { plantId, items: dueFirst, expired: await tenantQuery(this.em, expired, [plantId, await this.day.today()]) } as unknown as MissingDocumentList;
  }

  private async list(kind: AskingKind, asking: Asking): Promise<RequirementList> {
    const items = (await this.required.of(kind, [asking])).get(asking.id) ?? [];
    return { complete: unmet(items).length === 0, items };
  }

  private async lacking(kind: AskingKind, asking: readonly (Asking & Owner)[]): Promise<(RequirementView & Owner)[]> {
    const views = await this.required.of(kind, asking);
    return asking.flatMap(({ id, of }) => (views.get(id) ?? []).filter(({ status }) => status !== 'satisfied').map((view) => ({ ...view, of })));
  }
}
