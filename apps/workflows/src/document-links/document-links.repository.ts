import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import { plantScope, reachesPlant, type Actor } from '@kairos/auth';
import type { DocumentLinkKind } from '@kairos/contracts';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { RequiredDocuments } from '../document-requirements/required-documents.repository.ts';
import { AlreadyLinked, DocumentLinkNotFound, DocumentNeedsAPlant, LinkTargetNotFound } from '../documents/document.errors.ts';

export type LinkTarget = { kind: DocumentLinkKind; targetId: string; requirementCode?: string | undefined };
export type ResolvedLink = { kind: DocumentLinkKind; targetId: string; plantId: string | null; requirementCode: string | null };

/** Which plant a target is or belongs to. Removed workflows take no other document; those they have stay. */
const plantOf: Record<DocumentLinkKind, string> = {
  plant: 'select plant_id as "plantId" from plant_facts where plant_id = $1 and not deleted',
  deadline: 'select plant_id as "plantId" from deadline where id = $1',
  workflow: 'select plant_id as "plantId" from workflow where id = $1 and removed_at is null',
  task: 'select t.plant_id as "plantId" from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id where t.id = $1 and w.removed_at is null',
};

const linksOf = `select l.id, l.kind, l.target_id as "targetId", l.plant_id as "plantId", l.requirement_code as "requirementCode",
    case l.kind when 'workflow' then l.target_id when 'task' then (select t.workflow_id from workflow_task t where t.tenant_id = l.tenant_id and t.id = l.target_id) end as "workflowId"
  from document_link l where l.document_id = $1 order by l.id`;

/** What documents belong to. */
@Injectable()
export class DocumentLinks {
  constructor(
    private readonly em: EntityManager,
    private readonly required: RequiredDocuments,
  ) {}

  /** @throws LinkTargetNotFound for what is not there or not within the caller's reach, NoSuchRequirement */
  async resolve({ kind, targetId, requirementCode }: LinkTarget, actor: Actor): Promise<ResolvedLink> {
    const [found] = await tenantQuery<{ plantId: string }>(this.em, plantOf[kind], [targetId]);
    if (!found || !reachesPlant(actor, found.plantId)) throw new LinkTargetNotFound(kind);
    if (requirementCode !== undefined) await this.required.demandCode(kind, targetId, requirementCode);
    return { kind, targetId, plantId: found.plantId, requirementCode: requirementCode ?? null };
  }

  /** The plants by which a document is seen. @throws DocumentNeedsAPlant when the caller would lose sight of it */
  demandSight(links: readonly Pick<ResolvedLink, 'plantId'>[], actor: Actor): string[] {
    const plantIds = [...new Set(links.flatMap(({ plantId }) => plantId ?? []))].sort();
    if (plantScope(actor) !== null && !plantIds.some((plantId) => reachesPlant(actor, plantId))) throw new DocumentNeedsAPlant();
    return plantIds;
  }

  async of(documentId: string): Promise<(ResolvedLink & { id: string; workflowId: string | null })[]> {
    return tenantQuery(this.em, linksOf, [documentId]);
  }

  /** The tasks that a document is handed in for. */
  async taskIdsOf(documentId: string): Promise<string[]> {
    return tasksAmong(await this.of(documentId));
  }

  async add(documentId: string, { kind, targetId, plantId, requirementCode }: ResolvedLink): Promise<void> {
    const added = await this.em.execute<unknown[]>(
      'insert into document_link (id, tenant_id, document_id, kind, target_id, plant_id, requirement_code) values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, document_id, kind, target_id) do nothing returning id',
      [newId(), currentTenantId(), documentId, kind, targetId, plantId, requirementCode],
    );
    if (added.length === 0) throw new AlreadyLinked();
  }

  async remove(documentId: string, linkId: string): Promise<void> {
    const removed = await this.em.execute<unknown[]>('delete from document_link where document_id = ? and id = ? returning id', [documentId, linkId]);
    if (removed.length === 0) throw new DocumentLinkNotFound();
  }
}

/** Which of what a document is linked to are tasks. */
export function tasksAmong(links: readonly Pick<ResolvedLink, 'kind' | 'targetId'>[]): string[] {
  return links.filter(({ kind }) => kind === 'task').map(({ targetId }) => targetId);
}
