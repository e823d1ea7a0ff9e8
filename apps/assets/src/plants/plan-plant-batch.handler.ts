import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { applyPlantRow } from './apply-plant-row.calc.ts';
import { PlantAllowances } from './plant-allowances.repository.ts';
import { PlantRepository } from './plant.repository.ts';

/** What a chunk would do, by the same rules, without storing anything. */
@Injectable()
export class PlanPlantBatchHandler {
  constructor(
    private readonly plants: PlantRepository,
    private readonly allowances: PlantAllowances,
  ) {}

  async execute({ importJobId, chunkIndex, rows }: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const allowance = await this.allowances.look();
    const known = await this.plants.byCode(rows.map(({ values }) => values['code']));
    const results = rows.map((row) => applyPlantRow(row, known, actor, allowance));
    return { importJobId, chunkIndex, results, resultsSha256: createHash('sha256').update(JSON.stringify(results)).digest('hex') };
  }
}
