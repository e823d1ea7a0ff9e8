import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { inSlices } from '@kairos/event-bus';
import { PlantPlan } from './plan-plant-row.calc.ts';
import { PlantAllowances } from '../plants/plant-allowances.repository.ts';
import { PlantsOfChunk } from './plants-of-chunk.calc.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';

/** What a chunk would do, by the same rules, without storing anything: each update field by field, and what all of it amounts to. */
@Injectable()
export class PlanPlantBatchHandler {
  constructor(
    private readonly plants: PlantRepository,
    private readonly allowances: PlantAllowances,
    private readonly rules: PlantRulesRepository,
  ) {}

  async execute({ importJobId, chunkIndex, rows }: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const known = await this.plants.byCode(rows.map(({ values }) => values['code']));
    const plan = new PlantPlan(new PlantsOfChunk(known, actor.tenantId, 'plan'), actor, { allowance: await this.allowances.look(), rules: await this.rules.read() });
    const results = await inSlices(rows, (row) => plan.row(row));
    return { importJobId, chunkIndex, results, resultsSha256: createHash('sha256').update(JSON.stringify(results)).digest('hex'), impact: plan.impact() };
  }
}
