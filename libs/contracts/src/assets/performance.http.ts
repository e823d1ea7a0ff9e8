import { z } from 'zod';
import { PlantId } from '../ids.ts';
import { DecimalString, Euros, KilowattHours } from '../primitives.ts';
import { plantFilters } from './plant.http.ts';
import { withCustomFields } from './custom-field.ts';
import { DegreesCelsius, IrradiationKwhPerM2, MonthHours, PlantMonthName } from './performance.ts';

/** What is entered for a month, as a whole. Ratios are not: they follow from it. */
export const RecordPlantMonthBody = z.strictObject({
  /** Instead of the estimate. */
  expectedKwh: KilowattHours.nullish(),
  /** Instead of the sum of the readings. */
  actualKwh: KilowattHours.nullish(),
  irradiationKwhPerM2: IrradiationKwhPerM2.nullish(),
  meanTemperatureC: DegreesCelsius.nullish(),
  /** Hours in which the plant could not have produced. */
  unavailableHours: MonthHours.nullish(),
  revenueEur: Euros.nullish(),
  incentivesEur: Euros.nullish(),
});
export type RecordPlantMonthBody = z.infer<typeof RecordPlantMonthBody>;

/** A ratio that was worked out, to four decimals, and of what. */
const Ratio = z.object({ value: DecimalString, arithmetic: z.string(), meetsTarget: z.boolean().nullable() });

export const PerformanceAlert = z.object({ code: z.enum(['low-performance-ratio', 'overdue-maintenance']), severity: z.literal('warning'), detail: z.string() });
export type PerformanceAlert = z.infer<typeof PerformanceAlert>;

/** A month of a plant. Version 0 is one for which nobody entered anything. */
export const PlantMonthView = z.object({
  month: PlantMonthName,
  hours: z.int().positive(),
  /** Until a month has ended where the plant is, it has no ratio to what is expected of the whole of it, and no alert. */
  ended: z.boolean(),
  expectedKwh: KilowattHours.nullable(),
  expectedFrom: z.enum(['entered', 'estimate']).nullable(),
  actualKwh: KilowattHours.nullable(),
  actualFrom: z.enum(['entered', 'readings']).nullable(),
  irradiationKwhPerM2: IrradiationKwhPerM2.nullable(),
  meanTemperatureC: DegreesCelsius.nullable(),
  unavailableHours: MonthHours.nullable(),
  revenueEur: Euros.nullable(),
  incentivesEur: Euros.nullable(),
  /** Of photovoltaics: actual energy to capacity and irradiation; where that was not measured, to what the estimate expects at 0.80. */
  performanceRatio: Ratio.nullable(),
  availability: Ratio.nullable(),
  capacityFactor: Ratio.nullable(),
  alerts: z.array(PerformanceAlert),
  version: z.int().nonnegative(),
});
export type PlantMonthView = z.infer<typeof PlantMonthView>;

/** The twelve months to this one where nothing is said; five years at most. */
export const PlantPerformanceQuery = z.object({ from: PlantMonthName.optional(), to: PlantMonthName.optional() }).strict();
export type PlantPerformanceQuery = z.infer<typeof PlantPerformanceQuery>;
export const PlantPerformance = z.object({
  plantId: PlantId, targets: z.object({ performanceRatio: DecimalString, availability: DecimalString }), months: z.array(PlantMonthView), alerts: z.array(PerformanceAlert),
});
export type PlantPerformance = z.infer<typeof PlantPerformance>;

/** The month before this one where nothing is said: it is over. */
export const PortfolioProductionQuery = withCustomFields({ ...plantFilters, month: PlantMonthName.optional() });
export type PortfolioProductionQuery = z.infer<typeof PortfolioProductionQuery>;

/** A ratio over the plants of which it is known, weighed by capacity, and how many of them reach the target. */
const RatioOfPlants = z.object({ value: DecimalString.nullable(), target: DecimalString, plants: z.int().nonnegative(), meetingTarget: z.int().nonnegative() });

/** What plants yielded in a month. The trend compares the plants of which both months are known; its change is a share, `0.05` for five per cent more. */
export const PortfolioProduction = z.object({
  month: PlantMonthName,
  plants: z.int().nonnegative(),
  /** Those of which it is known what they yielded. */
  plantsKnown: z.int().nonnegative(),
  actualKwh: KilowattHours,
  trend: z.object({ previousMonth: PlantMonthName, plants: z.int().nonnegative(), actualKwh: KilowattHours, previousKwh: KilowattHours, change: DecimalString.nullable() }),
  performanceRatio: RatioOfPlants,
  availability: RatioOfPlants,
});
export type PortfolioProduction = z.infer<typeof PortfolioProduction>;

/** The months to this one, the month before now where nothing is said: it is over. */
export const PortfolioMonthsQuery = withCustomFields({ ...plantFilters, to: PlantMonthName.optional(), months: z.coerce.number().int().min(1).max(36).default(13) });
export type PortfolioMonthsQuery = z.infer<typeof PortfolioMonthsQuery>;

/** What plants yielded together in a month; null where it is known of none. */
export const PortfolioMonth = z.object({
  month: PlantMonthName,
  /** Those of which it is known what they yielded. */
  plantsKnown: z.int().nonnegative(),
  actualKwh: KilowattHours.nullable(),
  /** Of those among them for which something was expected: what that was, what they yielded, and how much of it that is, `0.95` for five per cent less. */
  expected: z.object({ plants: z.int().nonnegative(), expectedKwh: KilowattHours.nullable(), actualKwh: KilowattHours.nullable(), reached: DecimalString.nullable() }),
});
export type PortfolioMonth = z.infer<typeof PortfolioMonth>;

/** What the plants of a portfolio yielded, month by month. */
export const PortfolioMonths = z.object({ plants: z.int().nonnegative(), months: z.array(PortfolioMonth) });
export type PortfolioMonths = z.infer<typeof PortfolioMonths>;
