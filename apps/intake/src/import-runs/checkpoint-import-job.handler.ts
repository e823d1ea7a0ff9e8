import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { countOutcomes, type RowResult } from './chunk-results.calc.ts';
import type { ChunkOutcome } from '../import-jobs/import-counts.calc.ts';
import { ImportJob } from '../import-jobs/import-job.entity.ts';
import { countProblems } from './job-problems.calc.ts';
import { ImportLeases, type Lease } from '../import-jobs/import-leases.repository.ts';

export type ChunkDone = Omit<ChunkOutcome, 'counts'> & { results: RowResult[] };

/** Stores the results of one chunk, the counts and the place to go on from, all in one transaction under the lease. */
@Injectable()
export class CheckpointImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
  ) {}

  /** @returns whether someone asked to stop */
  @Transactional()
  async execute(lease: Lease, { results, ...chunk }: ChunkDone): Promise<{ cancelRequested: boolean }> {
    await this.leases.hold(lease, true);
    const job = await this.em.findOneOrFail(ImportJob, { id: lease.importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    job.advance({ ...chunk, counts: countOutcomes(results), problems: countProblems(job.problems ?? [], results) });
    const [plain, others] = [results.filter(isPlain), results.filter((result) => !isPlain(result))];
    let told = '';
    if (plain.length > 0) told += await this.storePlain(job, plain);
    if (others.length > 0) told += await this.store(job, others);
    auditBulk(this.em, 'intake', { resourceType: 'ImportJob', resourceId: job.id, count: results.length, results: told });
    return { cancelRequested: job.cancelRequestedAt !== null };
  }

  /** @returns what was stored, as text */
  private async store({ tenantId, id }: ImportJob, results: readonly RowResult[]): Promise<string> {
    const rows = JSON.stringify(results.map(toRow));
    await tenantQuery(
      this.em,
      `insert into import_row_result (tenant_id, import_job_id, row_number, line, outcome, record_id, errors, cells, numbers, changes, changed_fields, cut)
       select $1, $2, r.row_number, r.line, r.outcome, r.record_id, r.errors, r.cells, r.numbers, r.changes, r.changed_fields, coalesce(r.cut, false)
       from json_to_recordset($3::json) as r (row_number integer, line integer, outcome text, record_id uuid, errors json, cells json, numbers json, changes json, changed_fields text[], cut boolean)`,
      [tenantId, id, rows],
    );
    return rows;
  }

  /** Rows of which there is nothing to tell but where they stand and what became of them: column by column, at half the cost. */
  private async storePlain({ tenantId, id }: ImportJob, results: readonly RowResult[]): Promise<string> {
    const columns = [results.map(({ row }) => row), results.map(({ line }) => line), results.map(({ outcome }) => outcome), results.map(({ recordId }) => recordId ?? 'null')].map((values) => `{${values.join(',')}}`);
    await tenantQuery(
      this.em,
      `insert into import_row_result (tenant_id, import_job_id, row_number, line, outcome, record_id)
       select $1, $2, r.row_number, r.line, r.outcome, r.record_id from unnest($3::integer[], $4::integer[], $5::text[], $6::uuid[]) as r (row_number, line, outcome, record_id)`,
      [tenantId, id, ...columns],
    );
    return columns.join('');
  }
}

function isPlain({ errors, cells, numbers, changes, changedFields, cut }: RowResult): boolean {
  return errors.length === 0 && cells === null && !numbers && !changes && !changedFields && !cut;
}

function toRow({ row, line, outcome, recordId, errors, cells, numbers, changes, changedFields, cut }: RowResult) {
  return { row_number: row, line, outcome, record_id: recordId, errors: errors.length > 0 ? errors : null, cells, numbers, changes, changed_fields: changedFields, cut };
}
