import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { sessionLimits, type SessionLimits } from './session-limits.calc.ts';

type Row = { operator: Record<string, unknown>; tenant: Record<string, unknown> };

@Injectable()
export class SessionLimitsQueries {
  constructor(private readonly em: EntityManager) {}

  /** As the current tenant has set them by now. */
  async read(): Promise<SessionLimits> {
    const [row] = await tenantQuery<Row>(this.em, 'select operator_settings as operator, settings as tenant from tenant');
    return sessionLimits(row?.operator ?? {}, row?.tenant ?? {});
  }
}
