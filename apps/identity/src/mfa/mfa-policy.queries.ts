import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { MfaPolicyView } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

type Row = { everyone: boolean; role_ids: string[]; version: number };

@Injectable()
export class MfaPolicyQueries {
  constructor(private readonly em: EntityManager) {}

  /** The policy of the current tenant; one that never set any demands nothing. */
  async read(): Promise<MfaPolicyView> {
    const [row] = await tenantQuery<Row>(this.em, 'select everyone, to_jsonb(role_ids) as role_ids, version from mfa_policy');
    return { everyone: row?.everyone ?? false, roleIds: row?.role_ids ?? [], version: row?.version ?? 1 } as MfaPolicyView;
  }

  async appliesTo(membershipId: string): Promise<boolean> {
    const [row] = await tenantQuery<{ applies: boolean }>(
      this.em,
      'select exists (select from mfa_policy p join membership m on m.tenant_id = p.tenant_id where m.id = $1 and (p.everyone or p.role_ids && m.role_ids)) as applies',
      [membershipId],
    );
    return row?.applies ?? false;
  }
}
