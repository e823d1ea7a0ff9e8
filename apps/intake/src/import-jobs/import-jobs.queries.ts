import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJobId, type ImportJobSummary, type ImportJobView, type ListImportJobsQuery, type ListRowResultsQuery, type Page, type RowResultView } from '@kairos/contracts';
import { toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { z } from 'zod';
import { positionOf } from '../cursor.calc.ts';
import { ImportJobNotFound } from './import-job.errors.ts';
import { toImportJobSummary, toRowResult, type ImportJobRow, type RowResultRow } from './import-job-view.calc.ts';

const columns = `j.id, j.mode, j.status, j.recipe, j.source_file_id as "sourceFileId", f.file_name as "fileName",
  j.rows_read as read, j.rows_created as created, j.rows_updated as updated, j.rows_unchanged as unchanged,
  j.rows_rejected as rejected, j.rows_skipped as skipped, j.bytes_read as "bytesRead", j.bytes_total as "bytesTotal",
  j.failure, j.started_by_user_id as "startedByUserId", j.created_at as "createdAt", j.started_at as "startedAt", j.finished_at as "finishedAt"`;
const from = 'from import_job j join source_file f on f.tenant_id = j.tenant_id and f.id = j.source_file_id';
const rowColumns = 'row_number as row, line, outcome, record_id as "recordId", errors';
const RowNumber = z.int32().positive();
const shownRejections = 20;

export type RejectedRow = RowResultRow & { cells: string[] | null };

@Injectable()
export class ImportJobsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(importJobId: string): Promise<ImportJobView> {
    const [job] = await tenantQuery<ImportJobRow>(this.em, `select ${columns} ${from} where j.id = $1`, [importJobId]);
    if (!job) throw new ImportJobNotFound();
    const firstRejections = job.rejected === 0 ? [] : await this.rejections(importJobId, 0, shownRejections);
    return { ...toImportJobSummary(job), firstRejections: firstRejections.map(toRowResult) };
  }

  /** Newest first: ids grow with time. */
  async list({ status, mode, sourceFileId, limit, cursor }: ListImportJobsQuery): Promise<Page<ImportJobSummary>> {
    const after = positionOf(cursor, ImportJobId, null);
    const rows = await tenantQuery<ImportJobRow>(
      this.em,
      `select ${columns} ${from}
       where ($1::uuid is null or j.id < $1) and ($2::text is null or j.status = $2) and ($3::text is null or j.mode = $3)
         and ($4::uuid is null or j.source_file_id = $4)
       order by j.id desc limit $5`,
      [after, status ?? null, mode ?? null, sourceFileId ?? null, limit + 1],
    );
    return toPage(rows, limit, toImportJobSummary, ({ id }) => [id]);
  }

  /** In file order. */
  async rows(importJobId: string, { outcome, limit, cursor }: ListRowResultsQuery): Promise<Page<RowResultView>> {
    await this.expect(importJobId);
    const after = positionOf(cursor, RowNumber, 0);
    const rows = await tenantQuery<RowResultRow>(
      this.em,
      `select ${rowColumns} from import_row_result
       where import_job_id = $1 and row_number > $2 and ($3::text is null or outcome = $3) order by row_number limit $4`,
      [importJobId, after, outcome ?? null, limit + 1],
    );
    return toPage(rows, limit, toRowResult, ({ row }) => [row]);
  }

  /** The columns of a job's file, once its first chunk was read. */
  async expect(importJobId: string): Promise<{ columns: readonly string[] }> {
    const [job] = await tenantQuery<{ columns: string[] | null }>(this.em, 'select columns from import_job where id = $1', [importJobId]);
    if (!job) throw new ImportJobNotFound();
    return { columns: job.columns ?? [] };
  }

  rejections(importJobId: string, afterRow: number, limit: number): Promise<RejectedRow[]> {
    return tenantQuery<RejectedRow>(
      this.em,
      `select ${rowColumns}, cells from import_row_result
       where import_job_id = $1 and outcome = 'rejected' and row_number > $2 order by row_number limit $3`,
      [importJobId, afterRow, limit],
    );
  }
}
