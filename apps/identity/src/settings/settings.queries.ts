import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { readSettings, type SettingsView } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { TenantNotFound } from '../tenants/tenant.errors.ts';
import { settingViews } from './setting-view.calc.ts';

type Row = { operator: Record<string, unknown>; tenant: Record<string, unknown>; version: number };

@Injectable()
export class SettingsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<SettingsView> {
    const [row] = await tenantQuery<Row>(this.em, 'select operator_settings as operator, settings as tenant, version from tenant');
    if (!row) throw new TenantNotFound();
    return { items: settingViews(readSettings(row.operator), readSettings(row.tenant)), version: row.version };
  }
}
