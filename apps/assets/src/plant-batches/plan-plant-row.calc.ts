import { kilowattsOf, wattsOf, type BatchRowResult, type ImpactGroup } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { applyPlantRow, type RowDemands } from './apply-plant-row.calc.ts';
import { changesOf, factsOf } from '../plants/plant-facts.calc.ts';
import type { PlantsOfChunk } from './plants-of-chunk.calc.ts';
import type { BatchRow } from './read-batch-row.calc.ts';

type Amount = { created: number; updated: number; addedW: bigint; changedW: bigint };

/** What a chunk would do, row by row, and what that amounts to by plant type. The plants it is given are changed in memory alone. */
export class PlantPlan {
  readonly #amounts = new Map<string, Amount>();

  constructor(
    private readonly plants: PlantsOfChunk,
    private readonly actor: Actor,
    private readonly demands: RowDemands,
  ) {}

  row(row: BatchRow): BatchRowResult {
    const code = row.values['code'];
    const known = typeof code === 'string' ? this.plants.find(code.trim()) : undefined;
    const before = known && factsOf(known);
    const applied = applyPlantRow(row, this.plants, this.actor, this.demands);
    if (applied.outcome === 'created') this.#countCreated(code);
    if (applied.outcome !== 'updated') return applied;
    const { changedFields: _told, ...result } = applied;
    if (!known || !before) return result;
    const amount = this.#amountOf(known.type);
    amount.updated += 1;
    amount.changedW += known.capacityW - wattsOf(String(before['capacityKw']));
    return { ...result, changes: changesOf(before, factsOf(known)) };
  }

  impact(): ImpactGroup[] {
    return [...this.#amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, { created, updated, addedW, changedW }]) => ({
      group, created, updated, measure: 'capacityKw', added: kilowattsOf(addedW), changed: changedW < 0n ? `-${kilowattsOf(-changedW)}` : kilowattsOf(changedW),
    }));
  }

  #countCreated(code: unknown): void {
    const body = typeof code === 'string' ? this.plants.bodyOf(code.trim()) : undefined;
    if (!body) return;
    const amount = this.#amountOf(body.type);
    amount.created += 1;
    amount.addedW += wattsOf(body.capacityKw);
  }

  #amountOf(type: string): Amount {
    const amount = this.#amounts.get(type) ?? { created: 0, updated: 0, addedW: 0n, changedW: 0n };
    this.#amounts.set(type, amount);
    return amount;
  }
}
