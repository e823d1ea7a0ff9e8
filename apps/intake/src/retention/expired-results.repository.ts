import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { overImportStatuses } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { ImportJob } from '../import-jobs/import-job.entity.ts';

const atOnce = 5000;

/** Over since `$1` days, or being removed already. What an open job still compares with or corrects stays. */
const expired = `select id from import_job j
  where not results_gone and finished_at is not null and status = any($2) and (results_removed_at is not null or (finished_at < now() - $1 * interval '1 day'
    and not exists (select from import_job o where o.tenant_id = j.tenant_id and o.plan_job_id = j.id and o.status <> all($2))
    and not exists (select from import_job o where o.tenant_id = j.tenant_id and o.parent_job_id = j.id and o.status <> all($2))))
  order by finished_at limit 1`;

/** What became of the rows of imports that are long over, with the cells and values they held. The counts of the import stay. */
@Injectable()
export class ExpiredResults {
  constructor(private readonly em: EntityManager) {}

  async remove(afterDays: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [job] = await tenantQuery<{ id: string }>(this.em, expired, [afterDays, overImportStatuses]);
      if (!job || !(await this.announce(job.id))) return;
      for (const table of ['import_correction', 'import_row_result'] as const) {
        while (!signal.aborted && (await this.removeSome(table, job.id)) === atOnce);
      }
      if (!signal.aborted) await this.em.transactional((em) => em.execute('update import_job set results_gone = true where id = ?', [job.id]));
      this.em.clear();
    }
  }

  /** From here on nobody is shown some of the results, or relies on all of them. @returns false when somebody took the job up meanwhile */
  private announce(importJobId: string): Promise<boolean> {
    return this.em.transactional(async (em) => {
      const job = await em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      return job.removeResults();
    });
  }

  private async removeSome(table: 'import_correction' | 'import_row_result', importJobId: string): Promise<number> {
    const removed = await this.em.transactional((em) =>
      em.execute<unknown[]>(
        `delete from ${table} where import_job_id = ? and row_number in (select row_number from ${table} where import_job_id = ? order by row_number limit ?) returning row_number`,
        [importJobId, importJobId, atOnce],
      ));
    return removed.length;
  }
}
