import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { countOutcomes, type RowResult } from './chunk-results.calc.ts';
import type { ChunkOutcome } from './import-counts.calc.ts';
import { ImportJob } from './import-job.entity.ts';
import { countProblems } from './job-problems.calc.ts';
import { ImportLeases, type Lease } from './import-leases.repository.ts';

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
    const rows = JSON.stringify(results.map(toRow));
    await tenantQuery(
      this.em,
      `insert into import_row_result (tenant_id, import_job_id, row_number, line, outcome, record_id, errors, cells, numbers, changes, changed_fields, cut)
       select $1, $2, r.row_number, r.line, r.outcome, r.record_id, r.errors, r.cells, r.numbers, r.changes, r.changed_fields, coalesce(r.cut, false)
       from json_to_recordset($3::json) as r (row_number integer, line integer, outcome text, record_id uuid, errors json, cells json, numbers json, changes json, changed_fields text[], cut boolean)`,
      [job.tenantId, job.id, rows],
    );
    auditBulk(this.em, 'intake', { resourceType: 'ImportJob', resourceId: job.id, count: results.length, results: rows });
    return { cancelRequested: job.cancelRequestedAt !== null };
  }
}

function toRow({ row, line, outcome, recordId, errors, cells, numbers, changes, changedFields, cut }: RowResult) {
  return { row_number: row, line, outcome, record_id: recordId, errors: errors.length > 0 ? errors : null, cells, numbers, changes, changed_fields: changedFields, cut };
}
