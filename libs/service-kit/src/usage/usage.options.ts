import type { PlanLimits, UsageView } from '@kairos/contracts';

/** One thing that a plan counts in a service. `sql` counts it in the unit of its limit times `unit`. */
export type CountedUsage = { of: UsageView['items'][number]['of']; limit: keyof PlanLimits; unit: number; sql: string };
export const COUNTED_USAGE = Symbol('COUNTED_USAGE');

/** As plans say gigabyte. */
export const gigabyte = 1_000_000_000;
