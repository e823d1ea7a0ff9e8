import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, type Actor } from '@kairos/auth';
import { documentFileTypes, type DocumentStatus, type LocalText, type PackedDocument, type TaskDocument } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import type { Asking } from '../document-requirements/required-documents.repository.ts';
import { inScope, statusOf } from '../documents/document.sql.ts';
import { TaskNotFound } from '../tasks/task.errors.ts';
import { TenantDay } from '../tenant-day.ts';
import { WorkflowNotFound } from '../workflows/workflow.errors.ts';
import { packPath } from './pack-text.calc.ts';

export type Submission = {
  workflow: { id: string; name: string; templateId: string | null; templateVersion: number | null; plantId: string; plantCode: string | null; plantName: string | null };
  task: { id: string; title: LocalText } | null;
  asking: (Asking & { kind: 'workflow' | 'task' })[];
};
type Row = Omit<PackedDocument, 'path' | 'mediaType' | 'byteSize'> & { byteSize: string; fileType: keyof typeof documentFileTypes };

const workflow = `select w.id, w.name, w.template_id as "templateId", w.template_version as "templateVersion", w.plant_id as "plantId", p.code as "plantCode", p.name as "plantName", w.base_documents as "baseDocuments",
    (select coalesce(json_agg(json_build_object('id', t.id, 'title', t.definition -> 'title', 'state', t.state, 'documents', coalesce(t.definition -> 'documents', '[]'::jsonb)) order by t.position, t.id), '[]'::json)
      from workflow_task t where t.tenant_id = w.tenant_id and t.workflow_id = w.id) as tasks
  from workflow w left join plant_facts p on p.tenant_id = w.tenant_id and p.plant_id = w.plant_id
  where w.id = $1 and w.removed_at is null and ($2::uuid[] is null or w.plant_id = any($2))`;
type WorkflowRow = Submission['workflow'] & { baseDocuments: TaskDocument[]; tasks: { id: string; title: LocalText; state: string; documents: TaskDocument[] }[] };

const documents = `select d.id as "documentId", v.id as "documentVersionId", v.number as "versionNumber", d.name, d.category, ${statusOf} as status, v.file_name as "fileName", v.file_type as "fileType",
    v.byte_size as "byteSize", v.sha256, d.expires_on::text as "expiresOn", v.uploaded_by_user_id as "uploadedByUserId", v.uploaded_at as "uploadedAt",
    x.decided_by_user_id as "approvedByUserId", x.decided_at as "approvedAt"
  from document d join document_version v on v.tenant_id = d.tenant_id and v.id = d.latest_version_id
    left join document_decision x on x.tenant_id = v.tenant_id and x.document_version_id = v.id and x.decision = 'approved'
  where ${inScope} and d.archived_at is null and d.id in (
    select l.document_id from document_link l where l.kind = 'workflow' and l.target_id = $3 and $4::uuid is null
    union select l.document_id from document_link l where l.kind = 'task' and l.target_id in (select t.id from workflow_task t where t.workflow_id = $3 and ($4::uuid is null or t.id = $4)))
  order by d.category, d.name, d.id limit $5`;

/** What can be submitted of a workflow: the latest versions of its documents that the caller sees. What is archived stays out. */
@Injectable()
export class SubmittableDocumentsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly day: TenantDay,
  ) {}

  /** @param taskId one of its tasks, or undefined for all of it */
  async submission(workflowId: string, taskId: string | undefined, actor: Actor): Promise<Submission> {
    const [row] = may(actor, 'workflows.workflow.read') ? await tenantQuery<WorkflowRow>(this.em, workflow, [workflowId, plantScope(actor)]) : [];
    if (!row) throw new WorkflowNotFound();
    const { baseDocuments, tasks, ...facts } = row;
    const task = taskId === undefined ? null : tasks.find(({ id }) => id === taskId);
    if (task === undefined) throw new TaskNotFound();
    const asked = (task ? [task] : tasks.filter(({ state }) => state !== 'Skipped')).map((each) => ({ kind: 'task' as const, id: each.id, requirements: each.documents }));
    if (task) return { workflow: facts, task: { id: task.id, title: task.title }, asking: asked };
    return { workflow: facts, task: null, asking: [{ kind: 'workflow', id: facts.id, requirements: baseDocuments }, ...asked] };
  }

  /** At most one more than asked for. */
  async documents({ workflow: { id }, task }: Submission, most: number, actor: Actor): Promise<PackedDocument[]> {
    const rows = await tenantQuery<Row>(this.em, documents, [plantScope(actor), await this.day.today(), id, task?.id ?? null, most + 1]);
    return rows.map(({ fileType, byteSize, uploadedAt, approvedAt, status, ...row }, index): PackedDocument => ({
      path: packPath(index, row.fileName), ...row, status: status as DocumentStatus, mediaType: documentFileTypes[fileType].mediaType, byteSize: Number(byteSize), uploadedAt: toInstant(uploadedAt),
      approvedAt: approvedAt && toInstant(approvedAt),
    }));
  }
}
