import { z } from 'zod';
import type { Permission } from '../permissions.ts';
import { componentsTarget } from '../assets/components.import-target.ts';
import { plantsTarget } from '../assets/plants.import-target.ts';
import { readingsTarget } from '../assets/readings.import-target.ts';
import { usersTarget } from '../identity/users.import-target.ts';
import { tasksTarget } from '../workflows/tasks.import-target.ts';
import type { ImportTargetDefinition } from './import-target.ts';

/** Everything of the platform that an import can write to, by the name that recipes use: `service.records`. */
export const importTargets = {
  'assets.plants': plantsTarget, 'assets.components': componentsTarget, 'assets.readings': readingsTarget, 'identity.users': usersTarget, 'workflows.tasks': tasksTarget,
} as const satisfies Record<string, ImportTargetDefinition>;
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

/** Whether only somebody who has just proved who they are may start or approve an import into it. */
export function demandsStepUp(target: ImportTarget): boolean {
  const definition: ImportTargetDefinition | undefined = isServiceTarget(target) ? importTargets[target] : undefined;
  return definition?.stepUp === true;
}

export type TargetService = (typeof importTargets)[ServiceTarget]['service'];
/** The services that take rows, each once. */
export const targetServices: readonly TargetService[] = [...new Set(Object.values(importTargets).map(({ service }) => service))];
type TargetAddress = { [S in TargetService]: `${Uppercase<S>}_URL` }[TargetService];

/** The variable of the environment that says where intake finds such a service: `ASSETS_URL`. */
export function targetAddress(service: TargetService): TargetAddress {
  return `${service.toUpperCase()}_URL` as TargetAddress;
}
