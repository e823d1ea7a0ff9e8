import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { RowOutcome, type ListRowResultsQuery, type Page, type RowResultView } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { z } from 'zod';
import { positionOf } from '../cursor.calc.ts';
import { toRowResult, type RowResultRow } from '../import-jobs/import-job-view.calc.ts';
import { ImportJobsQueries, rowColumns } from '../import-jobs/import-jobs.queries.ts';
import { divergent } from '../import-runs/plan-divergence.repository.ts';
import { ownImports } from '../own-imports.calc.ts';
import type { OpenRow } from './correction-file.calc.ts';

const RowNumber = z.int32().positive();

export type StoredRow = OpenRow & { outcome: string; recordId: string | null; cut: boolean; correctedByJobId: string | null };

@Injectable()
export class RowResultsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
  ) {}

  /** In file order. A row of a plant that the caller reaches no more is left out. */
  async list(importJobId: string, { limit, cursor, ...wanted }: ListRowResultsQuery, actor: Actor): Promise<Page<RowResultView>> {
    await this.jobs.expectResults(importJobId, actor);
    const values: unknown[] = [importJobId, positionOf(cursor, RowNumber, 0), limit + 1, ownImports(actor).plants];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = ['a.import_job_id = $1', 'a.row_number > $2', '($4::uuid[] is null or a.record_id is null or a.record_id = any($4))'];
    // In the text, one of five words: the index leaves out what is created, and a statement is prepared without its values.
    if (wanted.outcome) conditions.push(`a.outcome = '${RowOutcome.parse(wanted.outcome)}'`);
    if (wanted.divergent) conditions.push(divergent);
    if (wanted.open) conditions.push(`a.outcome = 'rejected' and a.corrected_by_job_id is null`);
    // What only rows with errors can have: asked of these alone, which have an index.
    const error = [wanted.code && `e ->> 'code' = ${bind(wanted.code)}`, wanted.column && `e ->> 'column' = ${bind(wanted.column)}`].filter(Boolean).join(' and ');
    if (error) conditions.push(`a.errors is not null and exists (select from json_array_elements(a.errors) e where ${error})`);
    if (wanted.text) conditions.push(`concat_ws(' ', a.cells::text, a.errors::text, a.changes::text) ilike ${bind(`%${JSON.stringify(wanted.text).slice(1, -1).replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`)}`);
    const rows = await tenantQuery<RowResultRow>(
      this.em,
      `select ${rowColumns}, case when ${divergent} then p.outcome end as planned
       from import_row_result a
         left join import_job j on j.tenant_id = a.tenant_id and j.id = a.import_job_id
         left join import_row_result p on p.tenant_id = a.tenant_id and p.import_job_id = j.plan_job_id and p.row_number = a.row_number
       where ${conditions.join(' and ')} order by a.row_number limit $3`,
      values,
    );
    return toPage(rows, limit, toRowResult, ({ row }) => [row]);
  }

  async read(importJobId: string, row: number, actor: Actor): Promise<(RowResultRow & { cells: string[] | null }) | undefined> {
    const [found] = await tenantQuery<RowResultRow & { cells: string[] | null }>(
      this.em,
      `select ${rowColumns}, null as planned, a.cells from import_row_result a
       where a.import_job_id = $1 and a.row_number = $2 and ($3::uuid[] is null or a.record_id is null or a.record_id = any($3))`,
      [importJobId, row, ownImports(actor).plants],
    );
    return found;
  }

  /** Rejected rows that nobody has corrected yet, in file order. */
  open(importJobId: string, afterRow: number, limit: number): Promise<(OpenRow & { cut: boolean })[]> {
    return tenantQuery<OpenRow & { cut: boolean }>(
      this.em,
      `select a.row_number as row, a.line, a.errors, a.cells, a.numbers, a.cut from import_row_result a
       where a.import_job_id = $1 and a.outcome = 'rejected' and a.corrected_by_job_id is null and a.row_number > $2 order by a.row_number limit $3`,
      [importJobId, afterRow, limit],
    );
  }

  /** Of the named rows, those that are rejected, were kept in full, and nobody has corrected yet. */
  openAmong(importJobId: string, rows: readonly number[]): Promise<OpenRow[]> {
    return tenantQuery<OpenRow>(
      this.em,
      `select a.row_number as row, a.line, a.errors, a.cells, a.numbers from import_row_result a
       where a.import_job_id = $1 and a.row_number = any($2::integer[]) and a.outcome = 'rejected' and a.corrected_by_job_id is null and not a.cut and a.cells is not null order by a.row_number`,
      [importJobId, rows],
    );
  }
}
