import { z } from 'zod';
import { PlantStatus, PlantType } from '../assets/plant.ts';
import { Euros, Kilowatts } from '../primitives.ts';

export const Order = z.enum(['above', 'atLeast', 'below', 'atMost', 'equals']);
export type Order = z.infer<typeof Order>;

/**
 * One question about one fact of a plant. Numbers are compared exactly, capacity to the watt; a sum that nobody knows is
 * neither above nor below anything. `incentivesEur` is the sum that the tenant's setting `incentivesBasis` names: in all or per year.
 */
export const Comparison = z.union([
  z.strictObject({ field: z.literal('capacityKw'), op: Order, value: Kilowatts }),
  z.strictObject({ field: z.enum(['incentivesEur', 'incentivesTotalEur', 'incentivesPerYearEur']), op: Order, value: Euros }),
  z.strictObject({ field: z.literal('status'), op: z.literal('in'), value: z.array(PlantStatus).min(1) }),
  z.strictObject({ field: z.literal('type'), op: z.literal('in'), value: z.array(PlantType).min(1) }),
  z.strictObject({ field: z.literal('protectedArea'), op: z.literal('in'), value: z.array(z.boolean()).min(1).max(2) }),
  // Null: nobody has recorded a licence yet.
  z.strictObject({ field: z.literal('customsLicenceActive'), op: z.literal('in'), value: z.array(z.boolean().nullable()).min(1).max(3) }),
]);
export type Comparison = z.infer<typeof Comparison>;

const combinationOf = <T extends z.ZodType>(term: T) =>
  z.union([
    z.strictObject({ all: z.array(term).min(1).max(20) }),
    z.strictObject({ any: z.array(term).min(1).max(20) }),
    z.strictObject({ not: term }),
  ]);
const Clause = z.union([Comparison, combinationOf(Comparison)]);

/** Whether an obligation applies to a plant, as data. Two levels suffice for every rule; deeper ones are refused. */
export const Predicate = z.union([Comparison, combinationOf(Clause)]);
export type Predicate = z.infer<typeof Predicate>;

/** The value of a fact of a plant: a text, a yes or no, or null when nobody knows. */
export const FactValue = z.union([z.string(), z.boolean()]).nullable();
export type FactValue = z.infer<typeof FactValue>;

/** Why a deadline exists: the predicate and the values the plant had when it was answered. */
export const Why = z.object({ predicate: Predicate, fields: z.record(z.string(), FactValue) });
export type Why = z.infer<typeof Why>;
