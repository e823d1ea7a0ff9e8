import { z } from 'zod';

export const componentKinds = ['array', 'inverter', 'turbine', 'switchgear', 'meter', 'other'] as const;
export const ComponentKind = z.enum(componentKinds);
export type ComponentKind = z.infer<typeof ComponentKind>;

/** What a meter counts: what the plant produces, what it feeds into the grid, or what it draws. */
export const meterPurposes = ['production', 'feed-in', 'consumption'] as const;
export const MeterPurpose = z.enum(meterPurposes);
export type MeterPurpose = z.infer<typeof MeterPurpose>;

/** As many levels as a tree of components has: the plant's own are the first. */
export const deepestComponent = 10;
