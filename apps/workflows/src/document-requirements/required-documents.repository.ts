import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DeadlineObligation, DocumentLinkKind, RequirementView, TaskState } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { TenantDay, tenantZone } from '../tenant-day.ts';
import { NoSuchRequirement } from './document-requirements.errors.ts';
import { matchRequirements, unmet, type HandedIn, type Requirement } from './match-requirements.calc.ts';

/** What asks for documents; a plant asks for none. */
export type Asking = { id: string; requirements: readonly Requirement[] };
export type AskingKind = Exclude<DocumentLinkKind, 'plant'>;

const handedIn = `select l.target_id as "targetId", l.requirement_code as "requirementCode", d.id as "documentId", v.id as "documentVersionId", d.name, d.category,
    coalesce(v.issued_on, (v.uploaded_at at time zone ${tenantZone})::date)::text as "issuedOn", d.expires_on::text as "expiresOn",
    case when not d.approval_required then 'notNeeded' when d.approved_version_id = d.latest_version_id then 'approved'
      when exists (select from document_decision x where x.tenant_id = v.tenant_id and x.document_version_id = v.id) then 'rejected' else 'pending' end as approval
  from document_link l join document d on d.tenant_id = l.tenant_id and d.id = l.document_id join document_version v on v.tenant_id = d.tenant_id and v.id = d.latest_version_id
  where l.kind = $1 and l.target_id = any($2::uuid[]) and d.deleted_at is null and d.archived_at is null order by l.id`;

const asked: Record<AskingKind, string> = {
  task: `select definition -> 'documents' as requirements from workflow_task where id = $1`,
  workflow: 'select base_documents as requirements from workflow where id = $1',
  deadline: 'select obligation from deadline where id = $1',
};

/** How it stands with the documents that tasks, workflows and deadlines ask for. */
@Injectable()
export class RequiredDocuments {
  constructor(
    private readonly em: EntityManager,
    private readonly day: TenantDay,
    private readonly packs: ObligationPackRepository,
  ) {}

  /** @returns by the id of what asks */
  async of(kind: AskingKind, asking: readonly Asking[]): Promise<Map<string, RequirementView[]>> {
    const wanting = asking.filter(({ requirements }) => requirements.length > 0);
    const rows = wanting.length === 0 ? [] : await tenantQuery<HandedIn & { targetId: string }>(this.em, handedIn, [kind, wanting.map(({ id }) => id)]);
    const byTarget = Map.groupBy(rows, ({ targetId }) => targetId);
    const today = await this.day.today();
    return new Map(asking.map(({ id, requirements }) => [id, matchRequirements(requirements, byTarget.get(id) ?? [], today)]));
  }

  /** @returns by the id of a task that is open, what keeps it from being completed */
  async unmetByTasks(tasks: readonly { id: string; state: TaskState; definition: { documents: readonly Requirement[] } }[]): Promise<Map<string, RequirementView[]>> {
    const open = tasks.filter(({ state }) => state !== 'Completed' && state !== 'Skipped');
    const views = await this.of('task', open.map(({ id, definition }) => ({ id, requirements: definition.documents.filter(({ required }) => required) })));
    return new Map([...views].map(([id, items]) => [id, unmet(items)]));
  }

  /** @throws NoSuchRequirement for a code that a target does not ask for */
  async demandCode(kind: DocumentLinkKind, targetId: string, code: string): Promise<void> {
    const asked = kind === 'plant' ? [] : await this.askedBy(kind, targetId);
    if (!asked.some((requirement) => requirement.code === code)) throw new NoSuchRequirement();
  }

  /** What a deadline asks for: by the words of the pack that it was opened with, and numbered, because a pack does not name them. */
  ofObligation(obligation: DeadlineObligation): Requirement[] {
    const documents = this.packs.wordingOf(obligation)?.requiredDocuments ?? [];
    return documents.map((document, index) => ({ ...document, code: `document-${index + 1}`, required: true }));
  }

  private async askedBy(kind: AskingKind, targetId: string): Promise<Requirement[]> {
    const [row] = await tenantQuery<{ requirements?: Requirement[]; obligation?: DeadlineObligation }>(this.em, asked[kind], [targetId]);
    return row?.obligation ? this.ofObligation(row.obligation) : (row?.requirements ?? []);
  }
}
