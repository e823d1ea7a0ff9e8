import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchRowResult, BatchReceipt } from '@kairos/contracts';
import { auditBulk, commandContext, inSlices, insertAggregates } from '@kairos/event-bus';
import { insertRow } from '@kairos/tenancy';
import { applyPlantRow } from './apply-plant-row.calc.ts';
import { Plant } from './plant.entity.ts';
import { ChunkNotFound, ImportIsUndone } from './plant.errors.ts';
import { PlantAllowances } from './plant-allowances.repository.ts';
import { PlantImportHistory, plantsBefore } from './plant-import-history.repository.ts';
import { eventsOfRegistered, PlantsOfChunk } from './plants-of-chunk.calc.ts';
import { PlantRepository } from './plant.repository.ts';
import { PlantRulesRepository } from './plant-rules.repository.ts';

/** One chunk of an import: rows, events, receipt and one audit record in one transaction. A repeated chunk returns its receipt. */
@Injectable()
export class ApplyPlantBatchHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: PlantRepository,
    private readonly allowances: PlantAllowances,
    private readonly history: PlantImportHistory,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const { importJobId, chunkIndex } = batch;
    const context = commandContext();
    if (context) context.audit = 'bulk';
    // The same chunk sent again while it is still being applied waits, and finds the receipt.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 3))', [`${actor.tenantId}:${importJobId}:${chunkIndex}`]);
    const earlier = await this.receipt(importJobId, chunkIndex);
    if (earlier) return earlier;
    if (batch.receiptOnly) throw new ChunkNotFound();
    if (await this.history.isUndone(actor.tenantId, importJobId)) throw new ImportIsUndone();
    const allowance = await this.allowances.hold();
    const known = await this.plants.byCode(batch.rows.map(({ values }) => values['code']));
    const demands = { allowance, rules: await this.rules.read() };
    const before = plantsBefore(known.values());
    const plants = new PlantsOfChunk(known, actor.tenantId, 'apply');
    const results = await inSlices(batch.rows, (row) => applyPlantRow(row, plants, actor, demands));
    await insertAggregates(this.em, 'assets', Plant, plants.registered(), eventsOfRegistered);
    await this.history.keep({ importJobId, chunkIndex, tenantId: actor.tenantId }, before, results);
    const told = JSON.stringify(results);
    const resultsSha256 = auditBulk(this.em, 'assets', { resourceType: 'PlantBatch', resourceId: importJobId, count: results.length, results: told });
    await insertRow(this.em, 'plant_batch_receipt', { import_job_id: importJobId, chunk_index: chunkIndex, tenant_id: actor.tenantId, results: told, results_sha256: resultsSha256, applied_at: new Date() });
    return { importJobId: batch.importJobId, chunkIndex, results, resultsSha256 };
  }

  private async receipt(importJobId: string, chunkIndex: number): Promise<BatchReceipt | undefined> {
    const [row] = await this.em.execute<{ results: BatchRowResult[]; results_sha256: string }[]>(
      'select results, results_sha256 from plant_batch_receipt where import_job_id = ? and chunk_index = ?',
      [importJobId, chunkIndex],
    );
    return row && { importJobId: importJobId as BatchReceipt['importJobId'], chunkIndex, results: row.results, resultsSha256: row.results_sha256 };
  }
}
