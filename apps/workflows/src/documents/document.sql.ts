import type { ListDocumentsQuery } from '@kairos/contracts';
import { addDays } from '../obligations/plain-date.calc.ts';

/** SQL that reads of documents share. `$1` is the plants that the caller reaches, or null; `$2` is today where the tenant is. */
export const inScope = 'd.deleted_at is null and ($1::uuid[] is null or d.plant_ids && $1)';

export const statusOf = `case
    when d.archived_at is not null then 'Archived'
    when d.approval_required and d.approved_version_id is distinct from d.latest_version_id then 'To Approve'
    when d.expires_on < $2::date then 'Expired'
    else 'Valid' end`;

const decision = `(select json_build_object('decision', x.decision, 'note', x.note, 'decidedByUserId', x.decided_by_user_id, 'decidedAt', x.decided_at) from document_decision x where x.tenant_id = v.tenant_id and x.document_version_id = v.id)`;

const text = `(select json_build_object('status', x.status, 'reason', x.reason) from document_text x where x.tenant_id = v.tenant_id and x.document_version_id = v.id)`;

export const versionColumns = `v.id, v.document_id as "documentId", v.number, v.file_name as "fileName", v.file_type as "fileType", v.sha256, v.byte_size as "byteSize", v.note, v.issued_on::text as "issuedOn",
  v.expires_on::text as "expiresOn", v.uploaded_by_user_id as "uploadedByUserId", v.uploaded_at as "uploadedAt", ${decision} as decision, ${text} as text`;

const latestVersion = `json_build_object('id', v.id, 'documentId', v.document_id, 'number', v.number, 'fileName', v.file_name, 'fileType', v.file_type, 'sha256', v.sha256,
  'byteSize', v.byte_size, 'note', v.note, 'issuedOn', v.issued_on, 'expiresOn', v.expires_on, 'uploadedByUserId', v.uploaded_by_user_id, 'uploadedAt', v.uploaded_at, 'decision', ${decision}, 'text', ${text})`;

export const documentColumns = `d.id, d.name, d.category, ${statusOf} as status, d.tags, d.legal_references as "legalReferences", d.approval_required as "approvalRequired",
  d.expires_on::text as "expiresOn", d.retain_until::text as "retainUntil",
  exists (select from legal_hold_document x join legal_hold h on h.tenant_id = x.tenant_id and h.id = x.legal_hold_id and h.released_at is null where x.tenant_id = d.tenant_id and x.document_id = d.id) as "onLegalHold", d.archived_at as "archivedAt",
  (select r.announced_at from document_renewal r where r.tenant_id = d.tenant_id and r.document_id = d.id and r.closed_at is null order by r.announced_at desc limit 1) as "renewalAnnouncedAt", d.created_by_user_id as "createdByUserId", d.created_at as "createdAt",
  d.updated_at as "updatedAt", d.version, ${latestVersion} as "latestVersion"`;

export const documentTables = 'document d join document_version v on v.tenant_id = d.tenant_id and v.id = d.latest_version_id';

/** A plant has what is linked to it, its deadlines, workflows and tasks; a workflow has what is linked to it and its tasks. */
const linkedTo = {
  plantId: 'l.plant_id = ?',
  deadlineId: `l.kind = 'deadline' and l.target_id = ?`,
  workflowId: `(l.kind = 'workflow' and l.target_id = ? or l.kind = 'task' and l.target_id in (select t.id from workflow_task t where t.workflow_id = ?))`,
  taskId: `l.kind = 'task' and l.target_id = ?`,
};

export type DocumentFilters = { [Name in keyof Omit<ListDocumentsQuery, 'limit' | 'cursor'>]: ListDocumentsQuery[Name] | undefined };

/** @param place takes a value and tells what stands for it in the query */
export function filtersOf(filters: DocumentFilters, today: string, place: (value: unknown) => string): string[] {
  const { category, fileType, status, tag, expiringWithinDays } = filters;
  return [
    ...(category ? [`d.category = ${place(category)}`] : []),
    ...(fileType ? [`v.file_type = ${place(fileType)}`] : []),
    ...(status ? [`${statusOf} = ${place(status)}`] : []),
    ...(tag ? [`${place(tag)} = any(d.tags)`] : []),
    ...(expiringWithinDays === undefined ? [] : [`d.archived_at is null and d.expires_on <= ${place(addDays(today, expiringWithinDays))}::date`]),
    ...(Object.keys(linkedTo) as (keyof typeof linkedTo)[]).flatMap((name) =>
      filters[name] ? [`d.id in (select l.document_id from document_link l where ${linkedTo[name].replaceAll('?', place(filters[name]))})`] : []),
  ];
}
