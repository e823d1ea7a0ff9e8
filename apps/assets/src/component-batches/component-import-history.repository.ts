import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ComponentChange } from './components-of-chunk.calc.ts';

/** Keeps what imports did to components, so that they can be undone. */
@Injectable()
export class ComponentImportHistory {
  constructor(private readonly em: EntityManager) {}

  /** Stores it in the transaction that does it, before it is flushed: a chunk raises the version of a component by one. */
  async keep({ importJobId, chunkIndex, tenantId }: { importJobId: string; chunkIndex: number; tenantId: string }, changes: readonly ComponentChange[]): Promise<void> {
    if (changes.length === 0) return;
    const rows = changes.map(({ component: { id, plantId, version }, held }) => {
      const versionBefore = held === null ? 0 : version;
      return { component_id: id, plant_id: plantId, version_before: versionBefore, version_after: versionBefore + 1, held };
    });
    await this.em.execute(
      `insert into component_import_change (tenant_id, import_job_id, chunk_index, component_id, plant_id, version_before, version_after, held)
       select ?, ?, ?, r.* from json_to_recordset(?::json) as r (component_id uuid, plant_id uuid, version_before integer, version_after integer, held json)`,
      [tenantId, importJobId, chunkIndex, JSON.stringify(rows)],
    );
  }
}
