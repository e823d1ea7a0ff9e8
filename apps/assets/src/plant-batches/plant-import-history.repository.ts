import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { BatchRowResult } from '@kairos/contracts';
import { factsOf, type PlantFacts } from '../plants/plant-facts.calc.ts';
import type { Plant } from '../plants/plant.entity.ts';

/** The facts and version of plants before a chunk, by id. */
export type PlantsBefore = Map<string, { version: number; facts: PlantFacts }>;
export type Chunk = { importJobId: string; chunkIndex: number; tenantId: string };

/** What plants hold before a chunk is applied to them. */
export function plantsBefore(plants: Iterable<Plant>): PlantsBefore {
  return new Map([...plants].map((plant) => [plant.id, { version: plant.version, facts: factsOf(plant) }]));
}

/** Keeps what imports changed, so that they can be undone. */
@Injectable()
export class PlantImportHistory {
  constructor(private readonly em: EntityManager) {}

  /** Stores what the updated plants of a chunk held before it, in the transaction that changes them: the changed fields alone. */
  async keep({ importJobId, chunkIndex, tenantId }: Chunk, before: PlantsBefore, results: readonly BatchRowResult[]): Promise<void> {
    const rows = new Map<string, { plant_id: string; version_before: number; held: PlantFacts }>();
    for (const { recordId, outcome, changedFields } of results) {
      const was = recordId === null || outcome !== 'updated' ? undefined : before.get(recordId);
      if (!was || recordId === null) continue;
      const held = rows.get(recordId)?.held ?? {};
      for (const field of changedFields ?? []) held[field] = was.facts[field] ?? null;
      rows.set(recordId, { plant_id: recordId, version_before: was.version, held });
    }
    if (rows.size === 0) return;
    await this.em.execute(
      `insert into plant_import_before (tenant_id, import_job_id, chunk_index, plant_id, version_before, held)
       select ?, ?, ?, r.plant_id, r.version_before, r.held from json_to_recordset(?::json) as r (plant_id uuid, version_before integer, held json)`,
      [tenantId, importJobId, chunkIndex, JSON.stringify([...rows.values()])],
    );
  }

  /** Whether an import is being undone or was; held until the transaction ends, in turn with whoever opens an undo. */
  async isUndone(tenantId: string, importJobId: string): Promise<boolean> {
    await this.em.execute('select pg_advisory_xact_lock_shared(hashtextextended(?, 4))', [`${tenantId}:${importJobId}`]);
    const [row] = await this.em.execute<unknown[]>('select 1 from plant_import_undo where import_job_id = ?', [importJobId]);
    return row !== undefined;
  }
}
