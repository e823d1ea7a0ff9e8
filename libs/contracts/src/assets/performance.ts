import { z } from 'zod';

/** A month of a plant, `2026-01`. */
export const PlantMonthName = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-01');
export type PlantMonthName = z.infer<typeof PlantMonthName>;
/** The sun's energy on a square metre of modules in a month. */
export const IrradiationKwhPerM2 = z.string().regex(/^(0|[1-9]\d{0,3})(\.\d{1,3})?$/, 'must be a number with at most 3 decimals, such as 52.4');
export const DegreesCelsius = z.string().regex(/^-?(0|[1-9]\d?)(\.\d{1,2})?$/, 'must be degrees Celsius such as -1.5');
/** Hours within a month. */
export const MonthHours = z.string().regex(/^(0|[1-9]\d{0,2})(\.\d{1,2})?$/, 'must be a number of hours of a month, such as 3.5');

/** What a plant is meant to reach, and the performance ratio below which somebody is warned. */
export const performanceTargets = { performanceRatio: '0.85', availability: '0.95', warnBelowRatio: '0.7' } as const;
