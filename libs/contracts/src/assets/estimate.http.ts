import { z } from 'zod';
import { PlantId } from '../ids.ts';
import { DecimalString } from '../primitives.ts';

export const estimateFigures = [
  'annualEnergyKwh', 'annualEnergyAtRatioKwh', 'ridRevenueEurPerYear', 'zonedRidRevenueEurPerYear', 'ridRevenueOverContractEur', 'sspRevenueEurPerYear', 'utfFeeEurPerYear', 'connectionEur',
] as const;
export type EstimateFigureName = (typeof estimateFigures)[number];

/** A number that an estimate was worked out from, and where it is from: the plant, a table, or another figure. */
export const EstimateInput = z.object({ name: z.string(), value: DecimalString, unit: z.string(), from: z.string() });
export type EstimateInput = z.infer<typeof EstimateInput>;

/**
 * One estimate with its arithmetic, to be checked by hand: numbers joined by × and ÷, worked out from left to right without
 * rounding. Euros are then rounded to the cent, half away from zero; nothing else is.
 */
export const EstimateFigure = z.object({
  name: z.enum(estimateFigures),
  /** Tells figures of one name apart: the performance ratio, or the kind of connection work. */
  variant: z.string().nullable(),
  unit: z.enum(['kWh/year', 'EUR/year', 'EUR']),
  /** None where the figure means nothing for the plant; `rule` says why. */
  value: DecimalString.nullable(),
  arithmetic: z.string().nullable(),
  inputs: z.array(EstimateInput),
  rule: z.string(),
});
export type EstimateFigure = z.infer<typeof EstimateFigure>;

/** What a plant may be expected to yield, earn and cost, from tables: estimates, never measurements or quotes. */
export const PlantEstimates = z.object({
  plantId: PlantId,
  nature: z.literal('estimate'),
  /** Where the tables are from, and which edition of them was used. */
  source: z.string(),
  tables: z.string(),
  figures: z.array(EstimateFigure),
});
export type PlantEstimates = z.infer<typeof PlantEstimates>;
