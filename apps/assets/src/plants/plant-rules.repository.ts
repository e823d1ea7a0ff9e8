import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { toldSettings } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import type { CustomFieldRule } from '../custom-fields/custom-field-rules.calc.ts';
import type { PlantRules } from './plant-rules.calc.ts';

type Row = { settings: Record<string, unknown> | null; customFields: CustomFieldRule[] | null };

const sql = `select (select settings from tenant_terms) as settings,
  (select json_agg(json_build_object('key', key, 'type', type, 'options', options, 'required', required, 'appliesTo', applies_to, 'retired', retired)) from custom_field) as "customFields"`;

/** The rules of the current tenant, read once for each command, however many plants that is about. */
@Injectable()
export class PlantRulesRepository {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<PlantRules> {
    const [row] = await tenantQuery<Row>(this.em, sql);
    const { fourEyesFields, incentivesBasis } = toldSettings(row?.settings ?? {});
    return { fourEyesFields: new Set(fourEyesFields), incentivesBasis, customFields: new Map((row?.customFields ?? []).map((rule) => [rule.key, rule])) };
  }
}
