import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { TenantView } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';

type Row = Pick<TenantView, 'id' | 'name' | 'plan' | 'status' | 'version'> & { created_at: string; updated_at: string };

@Injectable()
export class TenantQueries {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<TenantView> {
    const [row] = await tenantQuery<Row>(this.em, 'select id, name, plan, status, version, created_at, updated_at from tenant');
    if (!row) throw new NotFound('tenant');
    const { created_at, updated_at, ...facts } = row;
    return { ...facts, createdAt: toInstant(created_at), updatedAt: toInstant(updated_at) };
  }
}
