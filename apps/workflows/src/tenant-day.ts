import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from './clock.port.ts';
import { dateInZone } from './obligations/plain-date.calc.ts';

/** SQL of the time zone where the tenant is, in Rome while nothing is known of it. */
export const tenantZone = `coalesce((select time_zone from tenant_terms), 'Europe/Rome')`;

/** Which day it is where the tenant is. */
@Injectable()
export class TenantDay {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** @returns a plain date, in Rome while nothing is known of the tenant */
  async today(): Promise<string> {
    const [terms] = await tenantQuery<{ timeZone: string }>(this.em, 'select time_zone as "timeZone" from tenant_terms');
    return dateInZone(this.clock.now(), terms?.timeZone ?? 'Europe/Rome');
  }
}
