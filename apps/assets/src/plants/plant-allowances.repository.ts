import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { PlantAllowance } from './plant-allowance.calc.ts';

const present = `(select count(*)::int from plant where deleted_at is null and tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`;

/** What the plan of the tenant has room for, now. */
@Injectable()
export class PlantAllowances {
  constructor(private readonly em: EntityManager) {}

  /** What is left, held until the transaction ends: whoever else registers plants waits. */
  async hold(): Promise<PlantAllowance> {
    const [limit] = await this.em.execute<{ most: string | null }[]>(`select held_limit('plants') as most`);
    if (!limit?.most) return new PlantAllowance(null, 0);
    // Another statement, so that it counts what those registered who were waited for.
    const [count] = await this.em.execute<{ present: number }[]>(`select ${present} as present`);
    return new PlantAllowance(Number(limit.most), count?.present ?? 0);
  }

  /** What is left at the moment, for a plan that stores nothing. */
  async look(): Promise<PlantAllowance> {
    const [row] = await tenantQuery<{ most: number; present: number }>(this.em, `select (limits ->> 'plants')::int as most, ${present} as present from tenant_terms where limits ->> 'plants' is not null`);
    return row ? new PlantAllowance(row.most, row.present) : new PlantAllowance(null, 0);
  }
}
