import { plantScope, reachesPlant, type Actor } from '@kairos/auth';
import type { BatchRowResult } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { registrable } from '../plants/custom-fields-of-plant.calc.ts';
import type { PlantAllowance } from '../plants/plant-allowance.calc.ts';
import type { PlantRules } from '../plants/plant-rules.calc.ts';
import type { PlantsOfChunk } from './plants-of-chunk.calc.ts';
import { readBatchRow, rejected, type BatchRow, type RowError } from './read-batch-row.calc.ts';

/** What rows are held to: what the plan of the tenant has room for, and the tenant's own rules. */
export type RowDemands = { allowance: PlantAllowance; rules: PlantRules };

/**
 * Applies one row to the portfolio held in memory: a new code registers a plant, a known one updates it or leaves it
 * unchanged, a broken rule rejects the row alone.
 *
 * @param plants those the chunk is about; a registered one is added
 * @param demands a registered plant takes its share of the allowance
 */
export function applyPlantRow(row: BatchRow, plants: PlantsOfChunk, actor: Actor, { allowance, rules }: RowDemands): BatchRowResult {
  const read = readBatchRow(row, rules.customFields);
  if ('errors' in read) return rejected(row.rowNumber, read.errors);
  const known = plants.find(read.body.code);
  // One answer whether there is such a plant or not: whoever does not reach it is not told.
  if (known ? !reachesPlant(actor, known.id) : plantScope(actor) !== null) return rejected(row.rowNumber, [outside(read.body.code)]);
  try {
    if (!known) {
      const body = registrable(read.body, rules);
      const full = allowance.take();
      if (full) return rejected(row.rowNumber, [{ field: '', code: 'plan-limit-reached', value: null, detail: full }]);
      return { rowNumber: row.rowNumber, outcome: 'created', recordId: plants.register(body), errors: [] };
    }
    const { facts, status } = read.changes();
    const next = status !== undefined && status !== known.status ? status : undefined;
    // The whole row or nothing of it: what the status refuses must not leave other fields changed.
    if (next) known.demandReachable(next, rules);
    const changedFields = known.update(facts, rules);
    if (next) known.changeStatus(next, rules);
    if (!next && changedFields.length === 0) return { rowNumber: row.rowNumber, outcome: 'unchanged', recordId: known.id, errors: [] };
    return { rowNumber: row.rowNumber, outcome: 'updated', recordId: known.id, errors: [], changedFields: next ? [...changedFields, 'status'] : changedFields };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [first, ...others] = error.errors ?? [];
    const told = (pointer = '') => ({ field: pointer.slice(1).replace('/', '.'), value: null });
    return rejected(row.rowNumber, [{ ...told(first?.pointer), code: error.code, detail: error.message }, ...others.map(({ pointer, code, detail }) => ({ ...told(pointer), code: code ?? error.code, detail }))]);
  }
}

function outside(code: string): RowError {
  return { field: 'code', code: 'outside-row-scope', value: code, detail: 'is no plant that you reach; whoever reaches a list of plants adds none to it' };
}
