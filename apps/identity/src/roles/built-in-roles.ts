import type { NamedPermission, RoleOrigin, StoredRolePermissions } from '@kairos/contracts';
import { calco2Roles } from './calco2-roles.ts';

export type BuiltInRole = { origin: Exclude<RoleOrigin, 'custom'>; name: string; permissions: StoredRolePermissions };

/** What plants are made of, how they are kept and what they yield. */
const seeTechnics: NamedPermission[] = ['assets.component.read', 'assets.maintenance.read', 'assets.reading.read', 'assets.performance.read'];
const manageTechnics: NamedPermission[] = ['assets.component.manage', 'assets.performance.record'];
/** What somebody at the plant does with their hands, and writes down. */
const workOnTechnics: NamedPermission[] = ['assets.maintenance.record', 'assets.reading.record'];
const seePlants: NamedPermission[] = ['identity.tenant.read', 'assets.plant.read', ...seeTechnics, 'workflows.deadline.read', 'workflows.pack.read', 'workflows.compliance.read', 'workflows.notification.read', 'workflows.workflow.read'];
const readDocuments: NamedPermission[] = ['documents.document.read'];
const workOnPlants: NamedPermission[] = [...workOnTechnics, 'assets.change-set.propose', 'workflows.deadline.complete', 'workflows.compliance.record', 'workflows.workflow.write', ...readDocuments, 'documents.document.write', 'documents.document.approve', 'assistant.answer.use', 'robots.filing.use'];
const managePlants: NamedPermission[] = ['assets.change-set.approve', 'assets.custom-field.manage', 'assets.plant.register', 'assets.plant.update', 'assets.plant.import', ...manageTechnics];
const importPlants: NamedPermission[] = [
  'intake.source-file.read', 'intake.source-file.upload', 'intake.recipe.read', 'intake.recipe.manage', 'intake.import-job.read', 'intake.import-job.run', 'intake.import-job.approve',
  'intake.import-job.undo', 'intake.import-job.delete', 'intake.statistics.read',
  'intake.connector.read', 'intake.connector.use', 'intake.delivery.read', 'intake.delivery.manage',
];
const manageUsers: NamedPermission[] = ['identity.user.read', 'identity.user.manage', 'identity.role.read'];
const useCronJobs: NamedPermission[] = ['cronjobs.cronjob.create', 'cronjobs.cronjob.read', 'cronjobs.cronjob.update', 'cronjobs.cronjob.trigger', 'cronjobs.cronjob.suspend'];
const watchFleet: NamedPermission[] = ['fleet.dashboard.read', 'fleet.node.read'];
const runFleet: NamedPermission[] = [
  ...watchFleet, 'fleet.node.manage', 'fleet.pool.read', 'fleet.pool.manage', 'fleet.configuration.read', 'fleet.configuration.manage', 'fleet.schedule.read', 'fleet.schedule.manage',
];

const kronos = (name: string, grants: (NamedPermission | '*')[]): BuiltInRole => ({ origin: 'kronos', name, permissions: { grants, areas: {} } });
const kronic = (name: string, grants: NamedPermission[], areas: StoredRolePermissions['areas']): BuiltInRole => ({ origin: 'kronic', name, permissions: { grants, areas } });
const fleet = (name: string, level: number, grants: NamedPermission[]): BuiltInRole => ({ origin: 'fleet', name, permissions: { grants, areas: { fleet: { level } } } });

/** Namespaces are to cron jobs what plants are to the rest; `areas` keeps what the origin says of them. */
const noNamespace = { namespaces: { all: false, allowed: [] } };

/**
 * The roles every tenant starts with: those of the systems Kairos unites, each under its own name, with what each of them may
 * do here today and what it will when its area is served.
 */
export const builtInRoles: readonly BuiltInRole[] = [
  kronos('Admin', ['*']),
  kronos('Asset Manager', [...seePlants, ...managePlants, ...importPlants, ...workOnPlants, 'reports.report.generate', 'identity.user.read', 'identity.role.read']),
  // Its origin lists no right for it, though owners are meant to see their plants; here the row scope says which.
  kronos('Plant Owner', [...seePlants, ...readDocuments]),
  kronos('Operator', [...seePlants, ...workOnPlants]),
  kronos('Viewer', [...seePlants, ...readDocuments]),
  kronic('admin', [...useCronJobs, 'cronjobs.cronjob.delete', ...manageUsers], { namespaces: { all: true } }),
  kronic('user', useCronJobs, noNamespace),
  kronic('viewer', ['cronjobs.cronjob.read'], noNamespace),
  fleet('USER', 1, watchFleet),
  fleet('DEVOPS', 2, runFleet),
  fleet('ADMIN', 3, [...runFleet, ...manageUsers, 'identity.audit.read']),
  ...calco2Roles,
];
