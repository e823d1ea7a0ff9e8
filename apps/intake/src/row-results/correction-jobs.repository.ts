import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, TenantSettings, type Actor } from '@kairos/auth';
import { permissionToImport } from '@kairos/contracts';
import { ImportJob } from '../import-jobs/import-job.entity.ts';
import { TargetNotPermitted } from '../import-jobs/import-job.errors.ts';
import { ImportJobsQueries } from '../import-jobs/import-jobs.queries.ts';
import { ImportLeases } from '../import-jobs/import-leases.repository.ts';
import { proofFor } from '../import-jobs/import-proof.ts';
import { SourceFile } from '../source-files/source-file.entity.ts';
import type { NumberCells } from '../rows/source-row.ts';
import type { CorrectedCell } from './change-cell.calc.ts';
import { ImportNotOverYet, RowsNotOpen } from './row-results.errors.ts';

export type Correction = { row: number; line: number; cells: string[]; changes: CorrectedCell[]; numbers?: NumberCells };

const correctable = ['completed', 'failed', 'cancelled', 'awaiting-approval'];

/** Starts imports of corrected rows alone. Each rejected row is taken over once. */
@Injectable()
export class CorrectionJobs {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
    private readonly leases: ImportLeases,
    private readonly settings: TenantSettings,
  ) {}

  /** The import whose rows are corrected, locked against others who correct it. @throws ImportNotOverYet, TargetNotPermitted */
  async parent(importJobId: string, actor: Actor): Promise<ImportJob> {
    await this.jobs.expect(importJobId, actor);
    const parent = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const permission = permissionToImport(parent.recipe.target);
    if (!may(actor, permission)) throw new TargetNotPermitted(permission);
    if (!correctable.includes(parent.status)) throw new ImportNotOverYet(parent.status);
    parent.demandResults();
    return parent;
  }

  /** Queues the import of corrected rows: a plan where the rows were planned, or where the tenant applies approved plans alone. */
  async start(parent: ImportJob, corrections: readonly Correction[], actor: Actor): Promise<{ importJobId: string }> {
    const sourceFile = await this.em.findOneOrFail(SourceFile, { id: parent.sourceFileId });
    const approval = (await this.settings.read()).importApproval !== 'none';
    const mode = approval ? 'plan' : parent.mode;
    const proof = proofFor(parent.recipe.target, mode, actor);
    const job = ImportJob.queue({ mode, proof, recipe: parent.recipe, sourceFile, by: actor, chunk: parent.chunk(), priority: parent.priority, parentJobId: parent.id, importsCorrections: true });
    this.em.persist(job);
    await this.em.flush();
    await this.takeOver(parent.id, job.id, corrections.map(({ row }) => row));
    await this.em.execute(
      `insert into import_correction (tenant_id, import_job_id, row_number, line, cells, numbers, changes, corrected_by_user_id, corrected_at)
       select ?, ?, r."row", r.line, r.cells, r.numbers, r.changes, ?, now() from json_to_recordset(?::json) as r ("row" integer, line integer, cells json, numbers json, changes json)`,
      [job.tenantId, job.id, actor.userId, JSON.stringify(corrections)],
    );
    await this.leases.enqueue(job);
    return { importJobId: job.id };
  }

  private async takeOver(parentId: string, jobId: string, rows: readonly number[]): Promise<void> {
    const taken = await this.em.execute<{ row_number: number }[]>(
      `update import_row_result set corrected_by_job_id = ? where import_job_id = ? and outcome = 'rejected' and corrected_by_job_id is null
         and row_number in (select json_array_elements_text(?::json)::integer) returning row_number`,
      [jobId, parentId, JSON.stringify(rows)],
    );
    const have = new Set(taken.map(({ row_number }) => row_number));
    const missing = rows.filter((row) => !have.has(row));
    if (missing.length > 0) throw new RowsNotOpen(missing);
  }
}
