import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { shippedRetention, type DocumentCategory, type RetentionRule } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { tenantZone } from '../tenant-day.ts';
import { retainUntil } from './retain-until.calc.ts';

export type RetainedDocument = { id: string; category: DocumentCategory; expiresOn?: string | null };
export type RetentionPeriod = RetentionRule & { until: string | null; isOpen: boolean };

/** What a retention is counted from, of documents that are stored. */
type Row = { id: string; uploadedOn: string; workflowEnds: (string | null)[] };

/** A workflow that was removed has ended too; one that was merged ends with what it was merged into. One of another kind than it tells of has never been. */
const facts = `select d.id, (v.uploaded_at at time zone ${tenantZone})::date::text as "uploadedOn",
    coalesce((select json_agg(case when w.status in ('Completed', 'Cancelled') or w.removed_at is not null then (coalesce(ended.at, w.updated_at) at time zone ${tenantZone})::date end)
      from document_link l
        left join workflow_task t on l.kind = 'task' and t.tenant_id = l.tenant_id and t.id = l.target_id
        cross join lateral (
          with recursive went_on (id) as (
            select case l.kind when 'workflow' then l.target_id when 'task' then t.workflow_id end
            union select (m.after ->> 'into')::uuid from went_on join workflow_change m on m.tenant_id = l.tenant_id and m.workflow_id = went_on.id
              where m.kind = 'workflow.merged' and m.after ->> 'into' is not null)
          select id from went_on) went_on
        join workflow w on w.tenant_id = l.tenant_id and w.id = went_on.id
        left join lateral (select max(c.at) as at from workflow_change c where c.tenant_id = w.tenant_id and c.workflow_id = w.id and c.kind in ('workflow.status', 'workflow.removed')) ended on true
      where l.tenant_id = d.tenant_id and l.document_id = d.id), '[]'::json) as "workflowEnds"
  from document d join document_version v on v.tenant_id = d.tenant_id and v.id = d.latest_version_id where d.id = any($1)`;

/** Until when documents are kept, by the schedules of the tenant as they are now. */
@Injectable()
export class RetentionPeriods {
  constructor(private readonly em: EntityManager) {}

  /** @param today when its first version comes in */
  async ofNew({ category, expiresOn = null }: Omit<RetainedDocument, 'id'>, today: string): Promise<RetentionPeriod> {
    const rule = await this.ruleFor(category);
    return { ...rule, ...retainUntil(rule, { uploadedOn: today, expiresOn, workflowEnds: [] }) };
  }

  async of(document: RetainedDocument): Promise<RetentionPeriod> {
    const [period] = await this.ofEach([document]);
    if (!period) throw new Error('There is no such document.');
    return period;
  }

  /** In the order of the documents, all of which must be stored. */
  async ofEach(documents: readonly RetainedDocument[]): Promise<RetentionPeriod[]> {
    const [rules, rows] = [await this.rules(), await tenantQuery<Row>(this.em, facts, [documents.map(({ id }) => id)])];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return documents.flatMap(({ id, category, expiresOn = null }) => {
      const row = byId.get(id);
      const rule = rules[category];
      return row ? [{ ...rule, ...retainUntil(rule, { ...row, expiresOn }) }] : [];
    });
  }

  private async ruleFor(category: DocumentCategory): Promise<RetentionRule> {
    return (await this.rules())[category];
  }

  private async rules(): Promise<Record<DocumentCategory, RetentionRule>> {
    const own = await tenantQuery<RetentionRule & { category: DocumentCategory }>(this.em, 'select category, years, counted_from as "countedFrom", legal_reference as "legalReference" from retention_schedule');
    return { ...shippedRetention, ...Object.fromEntries(own.map(({ category, ...rule }) => [category, rule])) };
  }
}
