import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { StorageIsFull } from './source-file.errors.ts';

const gigabyte = 1_000_000_000;

/** Whether the tenant's plan has room for a file, asked before it is read; the database decides when it is kept. */
@Injectable()
export class StorageRoom {
  constructor(private readonly em: EntityManager) {}

  async demand(bytes: number): Promise<void> {
    const [row] = await tenantQuery<{ most: number; present: string }>(
      this.em,
      `select (limits ->> 'storageGb')::int as most, (select coalesce(sum(byte_size), 0) from source_file) as present from tenant_terms where limits ->> 'storageGb' is not null`,
    );
    if (row && Number(row.present) + Math.max(1, bytes) > row.most * gigabyte) throw new StorageIsFull(row.most, (Number(row.present) / gigabyte).toFixed(3));
  }
}
