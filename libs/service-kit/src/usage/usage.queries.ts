import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { UsageView } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { COUNTED_USAGE, type CountedUsage } from './usage.options.ts';

@Injectable()
export class UsageQueries {
  constructor(
    private readonly em: EntityManager,
    @Inject(COUNTED_USAGE) private readonly counted: readonly CountedUsage[],
  ) {}

  async read(): Promise<UsageView> {
    return { items: await Promise.all(this.counted.map((each) => this.count(each))) };
  }

  /** By the limit that the database itself holds writers to. */
  private async count({ of, limit, unit, sql }: CountedUsage): Promise<UsageView['items'][number]> {
    const [row] = await tenantQuery<{ used: number; most: number | null }>(this.em, `select (${sql})::float8 as used, (select (limits ->> $1)::float8 from tenant_terms) as most`, [limit]);
    const { used = 0, most = null } = row ?? {};
    return { of, used, most: most === null ? null : most * unit };
  }
}
