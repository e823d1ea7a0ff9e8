import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchRowResult, BatchReceipt } from '@kairos/contracts';
import { auditBulk, commandContext, inSlices, insertAggregates } from '@kairos/event-bus';
import { insertRow } from '@kairos/tenancy';
import { applyPlantRow } from './apply-plant-row.calc.ts';
import { Plant, type NewPlant } from '../plants/plant.entity.ts';
import { ChunkNotFound, ImportIsUndone } from '../plants/plant.errors.ts';
import { PlantAllowances } from '../plants/plant-allowances.repository.ts';
import { PlantImportHistory, plantsBefore } from './plant-import-history.repository.ts';
import { eventsOfRegistered, PlantsOfChunk } from './plants-of-chunk.calc.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';

const rowsHandedOn = 500;

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
    const results: BatchRowResult[] = [];
    await insertAggregates(this.em, 'assets', Plant, registering(batch.rows, plants, (row) => results.push(applyPlantRow(row, plants, actor, demands))), eventsOfRegistered);
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

/** Applies rows, and hands on the plants that some of them register while the next are applied: all of them at the end where a later row may change one. */
async function* registering(rows: ApplyBatchBody['rows'], plants: PlantsOfChunk, apply: (row: ApplyBatchBody['rows'][number]) => void): AsyncGenerator<(Plant | NewPlant)[]> {
  const codes = new Set(rows.map(({ values: { code } }) => (typeof code === 'string' ? code.trim() : code)));
  const step = codes.size === rows.length ? rowsHandedOn : rows.length;
  for (let at = 0; at < rows.length; at += step) {
    await inSlices(rows.slice(at, at + step), apply);
    yield plants.takeRegistered();
  }
}
