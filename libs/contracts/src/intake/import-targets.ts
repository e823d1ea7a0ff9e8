import { z } from 'zod';
import { plantsTarget } from '../assets/plants.import-target.ts';
import type { ImportTargetDefinition } from './import-target.ts';

/** Everything an import can write to, by the name that recipes use: `service.records`. */
export const importTargets = { 'assets.plants': plantsTarget } as const satisfies Record<string, ImportTargetDefinition>;
export type ImportTarget = keyof typeof importTargets;
export const ImportTarget = z.enum(Object.keys(importTargets) as [ImportTarget, ...ImportTarget[]]);
