import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { toldSettings } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import type { PlantRules } from './plant-rules.calc.ts';

type Row = { settings: Record<string, unknown> | null };

/** The rules of the current tenant, read once for each command, however many plants that is about. */
@Injectable()
export class PlantRulesRepository {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<PlantRules> {
    const [row] = await tenantQuery<Row>(this.em, 'select (select settings from tenant_terms) as settings');
    return { fourEyesFields: new Set(toldSettings(row?.settings ?? {}).fourEyesFields) };
  }
}
