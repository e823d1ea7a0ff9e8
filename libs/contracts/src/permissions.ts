import { z } from 'zod';

const Rows = z.union([z.literal('all'), z.array(z.uuid())]);

/**
 * Which rows a membership reaches: for each kind `'all'` or the ids it is authorised for; an empty list sees none. An id
 * that names nothing reaches nothing. A scope silent about reporting units or pools reaches all of them when it reaches
 * all plants, and none otherwise.
 */
export const RowScope = z.object({ plants: Rows, reportingUnits: Rows.optional(), pools: Rows.optional() });
export type RowScope = z.infer<typeof RowScope>;

/** As many as one event can tell of three kinds. */
const mostRows = 5000;
const GivenRows = z.union([z.literal('all'), z.array(z.uuid()).max(mostRows)]);
/** A row scope as somebody gives it. */
export const GivenRowScope = z.object({ plants: GivenRows, reportingUnits: GivenRows.optional(), pools: GivenRows.optional() });

export const rowKinds = ['plants', 'reportingUnits', 'pools'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Every permission of the platform, `service.resource.action`, with what it allows. A route names one of these. */
export const permissions = {
  'identity.tenant.read': 'See the tenant and its plan',
  'identity.tenant.manage': 'Change the tenant, its plan and configuration',
  'identity.user.read': 'See users and their roles',
  'identity.user.manage': 'Create, change and deactivate users and their roles',
  'identity.role.read': 'See roles and their permissions',
  'identity.role.manage': 'Create and change roles',
  'identity.api-key.manage': 'See and revoke everybody’s API keys; create and change those of services and integrations',
  'identity.identity-provider.manage': 'See, add and change the identity providers people sign in with, and what roles they give',
  'identity.audit.read': 'Read the audit trail',
  'identity.audit.export': 'Export the audit trail',
  'identity.audit.erase': 'Erase what the audit trail tells of former users',
  'assets.plant.read': 'See plants',
  'assets.plant.register': 'Register plants',
  'assets.plant.update': 'Change plants and their status',
  'assets.plant.delete': 'Remove plants from the portfolio',
  'assets.plant.import': 'Apply plant rows in bulk',
  'assets.change-set.propose': 'Propose changes of plants, which somebody else approves',
  'assets.change-set.approve': 'Approve and reject changes of plants that others proposed',
  'assets.custom-field.manage': 'Define, change and retire custom fields of plants',
  'assets.component.read': 'See the components of plants',
  'assets.component.manage': 'Register, change, move and remove components',
  'assets.maintenance.read': 'See the maintenance of plants',
  'assets.maintenance.record': 'Plan maintenance and record what was done',
  'assets.reading.read': 'See the readings of meters',
  'assets.reading.record': 'Record and correct readings of meters',
  'assets.performance.read': 'See what plants yield and earn by month',
  'assets.performance.record': 'Enter what plants yielded and earned in a month',
  'workflows.deadline.read': 'See deadlines and obligations',
  'workflows.deadline.complete': 'Complete deadlines',
  'workflows.workflow.read': 'See workflows, their tasks and templates',
  'workflows.workflow.write': 'Start and change workflows and work on their tasks',
  'workflows.workflow.delete': 'Remove workflows',
  'workflows.pack.read': 'See obligation packs',
  'workflows.compliance.read': 'See the compliance of plants',
  'workflows.compliance.record': 'Say what is done or does not apply of the compliance of a plant',
  'workflows.notification.read': 'Be notified, and see and mark what one was notified of',
  'documents.document.read': 'See documents and take them along',
  'documents.document.write': 'Store and change documents',
  'documents.document.approve': 'Approve and reject versions that others uploaded',
  'documents.document.delete': 'Remove documents',
  'documents.retention.manage': 'Say how long documents are kept, and dispose of those whose time is over',
  'documents.hold.manage': 'See, place and release legal holds',
  'intake.source-file.read': 'See uploaded files and what was found in them',
  'intake.source-file.upload': 'Upload files',
  'intake.recipe.read': 'See recipes',
  'intake.recipe.manage': 'Create and change recipes and templates',
  'intake.recipe-template.share': 'Let other tenants read templates for a while',
  'intake.import-job.read': 'See import jobs, their rows and rejections',
  'intake.import-job.run': 'Plan and apply imports',
  'intake.import-job.approve': 'Approve plans, which are then applied',
  'intake.import-job.undo': 'Undo imports: remove what they brought, and give what they changed back what it held',
  'intake.import-job.delete': 'Delete import jobs that are over, with what became of their rows',
  'intake.statistics.read': 'See figures of imports, of everybody’s or one’s own',
  'intake.connector.read': 'See connectors',
  'intake.connector.manage': 'Create and change connectors and their secrets',
  'intake.connector.use': 'Import into connectors and test them',
  'intake.webhook-endpoint.read': 'See webhook endpoints',
  'intake.webhook-endpoint.manage': 'Create and change webhook endpoints and their secrets',
  'intake.delivery.read': 'See what is delivered, with its content and the answers',
  'intake.delivery.manage': 'Send deliveries again, and give them up',
  'identity.setting.read': 'See the settings of the tenant',
  'identity.setting.manage': 'Change the settings of the tenant',
  'platform.health.read': 'See pools, backlogs and versions of the services',
  'platform.dead-letter.read': 'See events that could not be consumed, with their content',
  'platform.dead-letter.replay': 'Have events that could not be consumed take effect after all, or discard them',
} as const;

export type Permission = keyof typeof permissions;
export const allPermissions = Object.keys(permissions) as Permission[];

/**
 * Whether a granted permission covers a required one. A grant may end in `*`: `assets.*` covers `assets.plant.read`,
 * `*` covers everything.
 */
export function covers(granted: string, required: string): boolean {
  return granted === required || (granted.endsWith('*') && required.startsWith(granted.slice(0, -1)));
}
