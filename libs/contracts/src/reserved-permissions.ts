import { allPermissions, type Permission } from './permissions.ts';

const carbonAreas = {
  headcount: 'the headcount', equipment: 'equipment', buildings: 'buildings', purchase: 'purchases', 'research-facilities': 'research facilities',
  'process-emissions': 'process emissions', 'professional-travel': 'professional travel', 'external-cloud-and-ai': 'external cloud and AI',
} as const;
type CarbonArea = keyof typeof carbonAreas;
type ModuleRight = 'view' | 'edit' | 'synchronise';

const ofModules = Object.fromEntries(
  Object.entries(carbonAreas).flatMap(([area, words]) => [
    [`carbon.${area}.view`, `See ${words} of a reporting unit`],
    [`carbon.${area}.edit`, `Change ${words} of a reporting unit`],
    [`carbon.${area}.synchronise`, `Bring in ${words} of a reporting unit from its source`],
  ]),
) as Record<`carbon.${CarbonArea}.${ModuleRight}`, string>;

/**
 * The names of permissions whose service is still to come. Roles hold them, so that what a role says is whole from the first
 * day; no route asks for them, so they allow nothing. A service that arrives moves its names to `permissions`.
 */
export const reservedPermissions = {
  'assistant.answer.use': 'Ask the assistant',
  'robots.filing.use': 'Let robots file with portals',
  'reports.report.generate': 'Make reports',
  'identity.user.delete': 'Remove users',
  'identity.user.export': 'Export users',
  'cronjobs.cronjob.read': 'See cron jobs, their runs and logs',
  'cronjobs.cronjob.create': 'Create cron jobs',
  'cronjobs.cronjob.update': 'Change cron jobs',
  'cronjobs.cronjob.delete': 'Delete cron jobs and their runs',
  'cronjobs.cronjob.trigger': 'Run cron jobs now',
  'cronjobs.cronjob.suspend': 'Suspend and resume cron jobs',
  'fleet.dashboard.read': 'See dashboards and analytics of the fleet',
  'fleet.node.read': 'See nodes',
  'fleet.node.manage': 'Enrol, change and remove nodes',
  'fleet.pool.read': 'See instance pools',
  'fleet.pool.manage': 'Change instance pools',
  'fleet.configuration.read': 'See configurations of nodes',
  'fleet.configuration.manage': 'Change configurations of nodes',
  'fleet.schedule.read': 'See schedules of pools',
  'fleet.schedule.manage': 'Change schedules of pools',
  ...ofModules,
  'carbon.own-professional-travel.view': 'See one’s own travel',
  'carbon.own-professional-travel.edit': 'Change one’s own travel',
  'carbon.own-external-cloud-and-ai.view': 'See one’s own use of cloud and AI',
  'carbon.own-external-cloud-and-ai.edit': 'Change one’s own use of cloud and AI',
  'carbon.reporting.view': 'See reports over reporting units',
  'carbon.reporting.export': 'Export reports over reporting units',
  'carbon.documentation.view': 'See the guidance behind the calculation',
  'carbon.documentation.edit': 'Change the guidance behind the calculation',
  'carbon.ui-texts.view': 'See the texts of the screens',
  'carbon.ui-texts.edit': 'Change the texts of the screens',
  'carbon.configuration.view': 'See years, modules and factors as configured',
  'carbon.configuration.edit': 'Configure years, modules and factors',
  'carbon.pipeline-operations.view': 'See runs of data pipelines',
  'carbon.pipeline-operations.edit': 'Start and stop data pipelines',
} as const;

export type ReservedPermission = keyof typeof reservedPermissions;
export const allReservedPermissions = Object.keys(reservedPermissions) as ReservedPermission[];

/** What a role may grant: a permission, also one to come, or a pattern that covers some. */
export const grantable: readonly string[] = everyGrant();
export type NamedPermission = Permission | ReservedPermission;

function everyGrant(): string[] {
  const named = [...allPermissions, ...allReservedPermissions];
  const patterns = named.flatMap((name) => {
    const [service = '', resource = ''] = name.split('.');
    return [`${service}.*`, `${service}.${resource}.*`];
  });
  return [...named, '*', ...new Set(patterns)];
}
