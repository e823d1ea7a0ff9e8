import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { addYears } from '../obligations/plain-date.calc.ts';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { TenantDay } from '../tenant-day.ts';
import { WorkflowChange } from '../workflows/workflow-change.entity.ts';
import { DocumentLinks } from './document-links.repository.ts';
import { DocumentLinkNotFound, LinkIsReliedUpon, LinkNeedsNoCorrection } from '../documents/document.errors.ts';
import { DocumentsRepository } from '../documents/documents.repository.ts';

type Linked = { workflowId: string; taskId: string | null; hasEnded: boolean; reliance: 'task' | 'approval' | 'pack' | 'merge' | null };

// Ids tell the time: what has a later one than the link came after it.
const linked = `select w.id as "workflowId", t.id as "taskId", w.status in ('Completed', 'Cancelled') or w.removed_at is not null as "hasEnded",
    case when exists (select from workflow_change c where c.tenant_id = l.tenant_id and c.workflow_id = w.id and c.kind = 'task.completed' and c.id > l.id and (t.id is null or c.task_id = t.id)) then 'task'
      when exists (select from document_decision x join document_version v on v.tenant_id = x.tenant_id and v.id = x.document_version_id
        where v.tenant_id = l.tenant_id and v.document_id = l.document_id and x.decision = 'approved' and x.decided_at > uuid_extract_timestamp(l.id)) then 'approval'
      when exists (select from submission_pack p where p.tenant_id = l.tenant_id and p.workflow_id = w.id and p.id > l.id and position(l.document_id::text in p.manifest) > 0) then 'pack'
      when exists (select from workflow_change c where c.tenant_id = l.tenant_id and c.workflow_id = w.id and c.kind = 'workflow.merged' and c.after ->> 'into' is not null) then 'merge'
    end as reliance
  from document_link l
    left join workflow_task t on l.kind = 'task' and t.tenant_id = l.tenant_id and t.id = l.target_id
    join workflow w on w.tenant_id = l.tenant_id and w.id = case l.kind when 'workflow' then l.target_id else t.workflow_id end
  where l.id = $1`;

/** Takes back a link that was a mistake while its workflow goes on: nothing may have relied on it, and the document is kept as if the workflow had ended for it that day. */
@Injectable()
export class CorrectLinkHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
    private readonly retention: RetentionPeriods,
    private readonly day: TenantDay,
  ) {}

  /** @throws LinkNeedsNoCorrection, LinkIsReliedUpon */
  @Transactional()
  async execute(documentId: string, linkId: string, reason: string, actor: Actor): Promise<void> {
    // The workflow before the document, as whoever hands in a document for it does.
    const [workflow] = await this.hold(linkId);
    const document = await this.documents.load(documentId, actor);
    const link = (await this.links.of(documentId)).find(({ id }) => id === linkId);
    if (!link || (link.plantId !== null && !reachesPlant(actor, link.plantId))) throw new DocumentLinkNotFound();
    const period = await this.retention.of(document);
    if (!workflow || workflow.hasEnded || !period.isOpen) throw new LinkNeedsNoCorrection();
    if (workflow.reliance) throw new LinkIsReliedUpon(workflow.reliance);
    document.retain(addYears(await this.day.today(), period.years));
    await this.links.remove(documentId, linkId);
    document.relink(this.links.demandSight(await this.links.of(documentId), actor));
    const { tenantId, userId: actorId } = actor;
    const owner = { tenantId, workflowId: workflow.workflowId, actorId, insteadOf: null };
    this.em.persist(WorkflowChange.of(owner, { ...(workflow.taskId ? { taskId: workflow.taskId } : {}), kind: 'document.unlinked', before: { documentId, name: document.name }, after: { retainUntil: document.retainUntil ?? null }, reason }));
  }

  /** Whoever completes a task of the workflow takes turns with this. */
  private async hold(linkId: string): Promise<Linked[]> {
    const [found] = await tenantQuery<Linked>(this.em, linked, [linkId]);
    if (!found) return [];
    await tenantQuery(this.em, 'select from workflow where id = $1 for update', [found.workflowId]);
    return tenantQuery<Linked>(this.em, linked, [linkId]);
  }
}
