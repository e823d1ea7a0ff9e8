import type { Permission, RoleOrigin, StoredRolePermissions } from '@kairos/contracts';

export type BuiltInRole = { origin: Exclude<RoleOrigin, 'custom'>; name: string; permissions: StoredRolePermissions };

const seePlants: Permission[] = ['identity.tenant.read', 'assets.plant.read', 'workflows.deadline.read', 'workflows.pack.read'];
const followImports: Permission[] = ['intake.source-file.read', 'intake.recipe.read', 'intake.import-job.read'];
const managePlants: Permission[] = ['assets.plant.register', 'assets.plant.update', 'assets.plant.import'];
const runImports: Permission[] = ['intake.source-file.upload', 'intake.recipe.manage', 'intake.import-job.run'];
const manageUsers: Permission[] = ['identity.user.read', 'identity.user.manage', 'identity.role.read'];

const everyCronJobRight = { create: true, read: true, update: true, delete: true, trigger: true, suspend: true };
const noNamespace = { all: false, allowed: [] };
const fleetLevel = (level: number) => ({ fleet: { level } });

/**
 * The roles every tenant starts with: those of the systems Kairos unites, each under its own name. `areas` keeps
 * what a role says about areas that have no permissions here yet, in the words of its origin.
 */
export const builtInRoles: readonly BuiltInRole[] = [
  {
    origin: 'kronos',
    name: 'Admin',
    permissions: {
      grants: ['*'],
      areas: { documents: ['read', 'write', 'delete'], ai: ['use'], rpa: ['use'], reports: ['generate'], settings: ['read', 'write'] },
    },
  },
  {
    origin: 'kronos',
    name: 'Asset Manager',
    permissions: {
      grants: ['identity.user.read', 'identity.role.read', ...seePlants, ...managePlants, 'workflows.deadline.complete', ...followImports, ...runImports],
      areas: { documents: ['read', 'write'], ai: ['use'], rpa: ['use'], reports: ['generate'] },
    },
  },
  {
    // Its origin lists no right for it, though owners are meant to see their plants; here the row scope says which.
    origin: 'kronos',
    name: 'Plant Owner',
    permissions: { grants: [...seePlants], areas: {} },
  },
  {
    origin: 'kronos',
    name: 'Operator',
    permissions: { grants: [...seePlants, 'workflows.deadline.complete', ...followImports], areas: { documents: ['read', 'write'], ai: ['use'], rpa: ['use'] } },
  },
  { origin: 'kronos', name: 'Viewer', permissions: { grants: [...seePlants], areas: { documents: ['read'] } } },
  {
    origin: 'kronic',
    name: 'admin',
    permissions: { grants: [...manageUsers], areas: { cronjobs: everyCronJobRight, namespaces: { all: true }, users: { manage: true } } },
  },
  {
    origin: 'kronic',
    name: 'user',
    permissions: { grants: [], areas: { cronjobs: { ...everyCronJobRight, delete: false }, namespaces: noNamespace, users: { manage: false } } },
  },
  {
    origin: 'kronic',
    name: 'viewer',
    permissions: {
      grants: [],
      areas: { cronjobs: { create: false, read: true, update: false, delete: false, trigger: false, suspend: false }, namespaces: noNamespace },
    },
  },
  { origin: 'fleet', name: 'USER', permissions: { grants: [], areas: fleetLevel(1) } },
  { origin: 'fleet', name: 'DEVOPS', permissions: { grants: [], areas: fleetLevel(2) } },
  { origin: 'fleet', name: 'ADMIN', permissions: { grants: [...manageUsers, 'identity.audit.read'], areas: fleetLevel(3) } },
];
