import type { NamedPermission } from '@kairos/contracts';
import type { BuiltInRole } from './built-in-roles.ts';

const modules = ['headcount', 'equipment', 'buildings', 'purchase', 'research-facilities', 'process-emissions', 'professional-travel', 'external-cloud-and-ai'] as const;
const everyModule: NamedPermission[] = modules.flatMap((area): NamedPermission[] => [`carbon.${area}.view`, `carbon.${area}.edit`, `carbon.${area}.synchronise`]);

const ownEntries: NamedPermission[] = [
  'carbon.own-professional-travel.view', 'carbon.own-professional-travel.edit', 'carbon.own-external-cloud-and-ai.view', 'carbon.own-external-cloud-and-ai.edit',
];
const backOffice: NamedPermission[] = [
  'carbon.reporting.view', 'carbon.reporting.export', 'carbon.documentation.view', 'carbon.documentation.edit', 'carbon.ui-texts.view', 'carbon.ui-texts.edit',
  'identity.user.read', 'identity.user.manage', 'identity.user.export', 'identity.role.read',
];
const runsTheService: NamedPermission[] = [
  'carbon.configuration.view', 'carbon.configuration.edit', 'carbon.pipeline-operations.view', 'carbon.pipeline-operations.edit', 'identity.audit.read',
];

/** `reach` is how far a role is meant to go: a membership's row scope names the reporting units, own entries are permissions of their own. */
const role = (name: string, reach: 'own' | 'unit' | 'affiliation' | 'all', grants: NamedPermission[]): BuiltInRole => ({ origin: 'calco2', name, permissions: { grants, areas: { reach } } });

export const calco2Roles: readonly BuiltInRole[] = [
  role('calco2.user.standard', 'own', ownEntries),
  role('calco2.user.principal', 'unit', everyModule),
  role('calco2.backoffice.metier', 'affiliation', backOffice),
  role('calco2.backoffice.admin', 'all', [...backOffice, ...runsTheService]),
];
