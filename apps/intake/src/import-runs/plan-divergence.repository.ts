import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

/** Rows whose outcome is another than planned. `a` is the row as applied, `p` as planned. */
export const divergent = 'a.outcome <> p.outcome';

/** How an applied plan compares with what it said: what changed at the target in between shows here. */
@Injectable()
export class PlanDivergence {
  constructor(private readonly em: EntityManager) {}

  async count(job: { id: string; planJobId?: string | null }): Promise<number | null> {
    if (!job.planJobId) return null;
    const [row] = await this.em.execute<{ count: number }[]>(
      `select count(*)::integer as count from import_row_result a join import_row_result p on p.tenant_id = a.tenant_id and p.row_number = a.row_number
       where a.import_job_id = ? and p.import_job_id = ? and ${divergent}`,
      [job.id, job.planJobId],
    );
    return row?.count ?? 0;
  }
}
