import { kilowattsOf, wattsOf, type BatchRowResult, type ImpactGroup } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { applyPlantRow } from './apply-plant-row.calc.ts';
import type { PlantAllowance } from './plant-allowance.calc.ts';
import type { Plant } from './plant.entity.ts';
import { changesOf, factsOf } from './plant-facts.calc.ts';
import type { BatchRow } from './read-batch-row.calc.ts';

type Amount = { created: number; updated: number; addedW: bigint; changedW: bigint };

/** What a chunk would do, row by row, and what that amounts to by plant type. The plants it is given are changed in memory alone. */
export class PlantPlan {
  readonly #amounts = new Map<string, Amount>();

  constructor(
    private readonly plants: Map<string, Plant>,
    private readonly actor: Actor,
    private readonly allowance: PlantAllowance,
  ) {}

  row(row: BatchRow): BatchRowResult {
    const code = row.values['code'];
    const known = typeof code === 'string' ? this.plants.get(code.trim()) : undefined;
    const before = known && factsOf(known);
    const { changedFields: _told, ...result } = applyPlantRow(row, this.plants, this.actor, this.allowance);
    if (result.outcome === 'created') this.#count(this.#named(code), 'created', 0n);
    if (result.outcome !== 'updated' || !known || !before) return result;
    this.#count(known, 'updated', wattsOf(String(before['capacityKw'])));
    return { ...result, changes: changesOf(before, factsOf(known)) };
  }

  impact(): ImpactGroup[] {
    return [...this.#amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, { created, updated, addedW, changedW }]) => ({
      group, created, updated, measure: 'capacityKw', added: kilowattsOf(addedW), changed: changedW < 0n ? `-${kilowattsOf(-changedW)}` : kilowattsOf(changedW),
    }));
  }

  #named(code: unknown): Plant | undefined {
    return typeof code === 'string' ? this.plants.get(code.trim()) : undefined;
  }

  #count(plant: Plant | undefined, as: 'created' | 'updated', beforeW: bigint): void {
    if (!plant) return;
    const amount = this.#amounts.get(plant.type) ?? { created: 0, updated: 0, addedW: 0n, changedW: 0n };
    amount[as] += 1;
    if (as === 'created') amount.addedW += plant.capacityW;
    else amount.changedW += plant.capacityW - beforeW;
    this.#amounts.set(plant.type, amount);
  }
}
