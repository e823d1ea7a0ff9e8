import { z } from 'zod';
import type { Permission } from '../permissions.ts';
import { plantsTarget } from '../assets/plants.import-target.ts';
import type { ImportTargetDefinition } from './import-target.ts';

/** Everything of the platform that an import can write to, by the name that recipes use: `service.records`. */
export const importTargets = { 'assets.plants': plantsTarget } as const satisfies Record<string, ImportTargetDefinition>;
export type ServiceTarget = keyof typeof importTargets;
export const ServiceTarget = z.enum(Object.keys(importTargets) as [ServiceTarget, ...ServiceTarget[]]);
/** `connector` stands for somebody else's API: which, the recipe says. */
export type ImportTarget = ServiceTarget | 'connector';
export const ImportTarget = z.enum([...(Object.keys(importTargets) as ServiceTarget[]), 'connector']);

/** Whether a service of the platform takes the rows. */
export function isServiceTarget(target: ImportTarget): target is ServiceTarget {
  return target !== 'connector';
}

/** What whoever imports must be allowed to do at the target. */
export function permissionToImport(target: ImportTarget): Permission {
  return isServiceTarget(target) ? importTargets[target].batches.permission : 'intake.connector.use';
}
