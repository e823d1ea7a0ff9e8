import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { limitsOfPlan, type TenantView } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { TenantNotFound } from './tenant.errors.ts';
import { readOnlyFrom } from './tenant-standing.calc.ts';

type Same = 'id' | 'name' | 'plan' | 'status' | 'planEndsOn' | 'features' | 'contact' | 'vatNumber' | 'taxCode' | 'timeZone' | 'locale' | 'configuration' | 'version';
type Row = Pick<TenantView, Same> & { readOnlySince: string | null; closedFrom: string | null; createdAt: string; updatedAt: string };

@Injectable()
export class TenantQueries {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<TenantView> {
    const [row] = await tenantQuery<Row>(
      this.em,
      `select id, name, plan, status, plan_ends_on::text as "planEndsOn", read_only_since as "readOnlySince", closed_from as "closedFrom", features, contact,
         vat_number as "vatNumber", tax_code as "taxCode", time_zone as "timeZone", locale, configuration, version, created_at as "createdAt", updated_at as "updatedAt"
       from tenant`,
    );
    if (!row) throw new TenantNotFound();
    const { readOnlySince, closedFrom, createdAt, updatedAt, ...facts } = row;
    const standing = { ...facts, readOnlySince: readOnlySince ? new Date(readOnlySince) : null };
    return {
      ...facts, limits: limitsOfPlan[row.plan], readOnlyFrom: readOnlyFrom(standing)?.toISOString() ?? null, closedFrom: closedFrom && toInstant(closedFrom),
      createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt),
    };
  }
}
