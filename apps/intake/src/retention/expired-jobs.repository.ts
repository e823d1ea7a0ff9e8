import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { overImportStatuses } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { ImportJob } from '../import-jobs/import-job.entity.ts';

/** Over since `$1` days, without results, and nothing names it: no import that applied, corrected or waited for it, no delivery that waits. */
const expired = `select id from import_job j
  where results_gone and finished_at < now() - $1 * interval '1 day' and status = any($2)
    and not exists (select from import_job o where o.tenant_id = j.tenant_id and o.plan_job_id = j.id)
    and not exists (select from import_job o where o.tenant_id = j.tenant_id and o.parent_job_id = j.id)
    and not exists (select from import_job o where o.tenant_id = j.tenant_id and o.after_job_id = j.id)
    and not exists (select from delivery d where d.tenant_id = j.tenant_id and d.import_job_id = j.id and d.status = 'pending')
  order by finished_at limit 1`;

/** Imports that are over for so long that nobody asks for them. What they imported stays. */
@Injectable()
export class ExpiredJobs {
  constructor(private readonly em: EntityManager) {}

  async remove(afterDays: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [found] = await tenantQuery<{ id: string }>(this.em, expired, [afterDays, overImportStatuses]);
      if (!found) return;
      await this.em.transactional(async (em) => {
        const job = await em.findOneOrFail(ImportJob, { id: found.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
        job.delete();
        em.remove(job);
      });
      this.em.clear();
    }
  }
}
