import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJobId, type DeliveryCounts, type ImportJobSummary, type ImportJobView, type ListImportJobsQuery, type Page } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { positionOf } from '../cursor.calc.ts';
import { ownImports } from '../own-imports.calc.ts';
import { ImportJobNotFound, ImportResultsRemoved } from './import-job.errors.ts';
import { toImportJobSummary, toRowResult, type ImportJobRow, type RowResultRow } from './import-job-view.calc.ts';

const columns = `j.id, j.mode, j.status, j.recipe, j.source_file_id as "sourceFileId", f.file_name as "fileName",
  j.rows_read as read, j.rows_created as created, j.rows_updated as updated, j.rows_unchanged as unchanged,
  j.rows_rejected as rejected, j.rows_skipped as skipped, j.bytes_read as "bytesRead", j.bytes_total as "bytesTotal",
  j.failure, j.started_by_user_id as "startedByUserId", j.created_at as "createdAt", j.started_at as "startedAt", j.finished_at as "finishedAt",
  j.priority, j.start_at as "startAt", j.after_job_id as "afterJobId", j.after_outcome as "afterOutcome", j.plan_job_id as "planJobId", j.divergent_rows as "divergentRows",
  j.approved_by_user_id as "approvedByUserId", j.approved_at as "approvedAt", (select a.id from import_job a where a.tenant_id = j.tenant_id and a.plan_job_id = j.id) as "applyJobId",
  j.parent_job_id as "parentJobId", j.impact, j.undo, j.rows_per_second as "rowsPerSecond", j.results_removed_at as "resultsRemovedAt", j.chunk_in_doubt as "chunkInDoubt"`;
const from = 'from import_job j join source_file f on f.tenant_id = j.tenant_id and f.id = j.source_file_id';
/** A row's result, of `import_row_result a`. */
export const rowColumns = 'a.row_number as row, a.line, a.outcome, a.record_id as "recordId", a.errors, a.changes, a.corrected_by_job_id as "correctedByJobId"';
const shownRejections = 20;
/** Jobs of whom `$1` and `$2` name, as user and API key. */
const isOwn = '($1::uuid is null or (j.started_by_user_id = $1 and ($2::uuid is null or j.api_key_id = $2)))';

type JobFindings = { drift: ImportJobView['drift']; problems: ImportJobView['problems'] | null };

@Injectable()
export class ImportJobsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(importJobId: string, actor: Actor): Promise<ImportJobView> {
    const { userId, apiKeyId } = ownImports(actor);
    const [job] = await tenantQuery<ImportJobRow & JobFindings>(this.em, `select ${columns}, j.drift, j.problems ${from} where ${isOwn} and j.id = $3`, [userId, apiKeyId, importJobId]);
    if (!job) throw new ImportJobNotFound();
    const firstRejections = job.rejected === 0 || job.resultsRemovedAt ? [] : await this.rejections(importJobId);
    const deliveries = job.recipe.target === 'connector' ? { deliveries: await this.deliveriesOf(importJobId) } : {};
    return { ...toImportJobSummary(job), drift: job.drift, problems: job.problems ?? [], firstRejections: firstRejections.map(toRowResult), ...deliveries };
  }

  private async deliveriesOf(importJobId: string): Promise<DeliveryCounts> {
    const rows = await tenantQuery<{ status: keyof DeliveryCounts; count: number }>(this.em, 'select status, count(*)::integer as count from delivery where import_job_id = $1 group by status', [importJobId]);
    return { pending: 0, delivered: 0, dead: 0, cancelled: 0, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
  }

  /** Newest first: ids grow with time. */
  async list({ status, mode, sourceFileId, parentJobId, limit, cursor }: ListImportJobsQuery, actor: Actor): Promise<Page<ImportJobSummary>> {
    const { userId, apiKeyId } = ownImports(actor);
    const after = positionOf(cursor, ImportJobId, null);
    const rows = await tenantQuery<ImportJobRow>(
      this.em,
      `select ${columns} ${from}
       where ${isOwn} and ($3::uuid is null or j.id < $3) and ($4::text is null or j.status = $4) and ($5::text is null or j.mode = $5)
         and ($6::uuid is null or j.source_file_id = $6) and ($8::uuid is null or j.parent_job_id = $8)
       order by j.id desc limit $7`,
      [userId, apiKeyId, after, status ?? null, mode ?? null, sourceFileId ?? null, limit + 1, parentJobId ?? null],
    );
    return toPage(rows, limit, toImportJobSummary, ({ id }) => [id]);
  }

  /** The job, with what became of its rows. @throws ImportResultsRemoved */
  async expectResults(importJobId: string, actor: Actor): Promise<{ columns: readonly string[] }> {
    const job = await this.expect(importJobId, actor);
    if (job.removed) throw new ImportResultsRemoved();
    return job;
  }

  /** The columns of a job's file, once its first chunk was read. `removed`: what became of its rows is kept no longer. */
  async expect(importJobId: string, actor: Actor): Promise<{ columns: readonly string[]; removed: boolean }> {
    const { userId, apiKeyId } = ownImports(actor);
    const [job] = await tenantQuery<{ columns: string[] | null; removed: boolean }>(this.em, `select j.columns, j.results_removed_at is not null as removed from import_job j where ${isOwn} and j.id = $3`, [userId, apiKeyId, importJobId]);
    if (!job) throw new ImportJobNotFound();
    return { columns: job.columns ?? [], removed: job.removed };
  }

  /**
   * Lets rows of the parent be corrected again that this import of corrections has no result for; with `rejectedToo` also those it
   * rejected. Of a plan, all of them: it has written nothing.
   */
  async releaseRows({ id, mode, parentJobId }: { id: string; mode: string; parentJobId?: string | null }, rejectedToo: boolean): Promise<void> {
    if (!parentJobId) return;
    await this.em.execute(
      `update import_row_result p set corrected_by_job_id = null where p.import_job_id = ? and p.corrected_by_job_id = ? and (? or not exists (
         select from import_row_result c where c.tenant_id = p.tenant_id and c.import_job_id = ? and c.row_number = p.row_number and (not ? or c.outcome <> 'rejected')))`,
      [parentJobId, id, mode === 'plan', id, rejectedToo],
    );
  }

  private rejections(importJobId: string): Promise<RowResultRow[]> {
    return tenantQuery<RowResultRow>(
      this.em,
      `select ${rowColumns}, null as planned from import_row_result a where a.import_job_id = $1 and a.outcome = 'rejected' order by a.row_number limit $2`,
      [importJobId, shownRejections],
    );
  }
}
