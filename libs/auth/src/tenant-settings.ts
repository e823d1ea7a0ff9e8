import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { toldSettings, type EffectiveSettings } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

/** The settings of the current tenant as they take effect; the usual ones while nothing is known of it. */
@Injectable()
export class TenantSettings {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<EffectiveSettings> {
    const [row] = await tenantQuery<{ settings: Record<string, unknown> }>(this.em, 'select settings from tenant_terms');
    return toldSettings(row?.settings ?? {});
  }
}
