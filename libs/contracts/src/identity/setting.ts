import { z } from 'zod';
import { documentFileTypeNames } from '../workflows/document.ts';
import { fourEyesFields } from '../assets/four-eyes.ts';
import { Locale, TimeZone } from './tenant.ts';

/**
 * One setting: what it means, what it may be, and who sets it. The operator sets it for the installation; a tenant for itself,
 * where `tenant` says so, and then within the operator's value where that bounds it.
 */
export type SettingDefinition = {
  description: string;
  unit: string | null;
  value: z.ZodType<SettingValue>;
  usual: SettingValue;
  tenant: boolean;
  /** Whether the operator's value is the most that a tenant may choose; of a list, what it may choose from, and it has nothing that it did not choose. */
  operatorCeiling: boolean;
};
export const SettingValue = z.union([z.int(), z.string(), z.array(z.string())]);
export type SettingValue = z.infer<typeof SettingValue>;

/** The kinds of file that can be uploaded at all: CSV, by the name that browsers on Windows give it too, TSV, workbooks, JSON lines, packed files, and what tells its kind by its content alone. */
export const uploadMediaTypes = [
  'text/csv', 'application/vnd.ms-excel', 'text/tab-separated-values', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/jsonl', 'application/x-ndjson', 'application/gzip', 'application/x-gzip', 'application/octet-stream',
] as const;
export type UploadMediaType = (typeof uploadMediaTypes)[number];

/** Whether imports are applied at once (`none`), or by an approved plan alone: approved by anybody who may (`own`), or by another than planned it (`other`). */
export const importApprovals = ['none', 'own', 'other'] as const;

/** Whether whoever drew up a list of documents to dispose of may approve it as well (`own`), or another than them alone (`other`). */
export const disposalApprovals = ['own', 'other'] as const;

/** Which sum of a plant's incentives the threshold of the antimafia documentation is about: all it ever gets, or what it gets in a year. */
export const incentivesBases = ['total', 'perYear'] as const;
export type IncentivesBasis = (typeof incentivesBases)[number];

/** A host of the network around the platform and the one port of it that is asked. */
const InternalHost = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?:[1-9]\d{0,4}$/, 'must be a host in lower case and a port, such as erp.intranet:8080');

const whole = (min: number, max: number) => z.int().min(min).max(max);
const operatorOnly = { tenant: false, operatorCeiling: false } as const;

/** Every setting of the platform. Each is honoured somewhere: a setting without an effect does not belong here. */
export const settings = {
  uploadMaxMib: {
    description: 'The largest file that can be uploaded', unit: 'MiB', value: whole(1, 3072), usual: 50, tenant: true, operatorCeiling: true,
  },
  uploadMediaTypes: {
    description: 'The kinds of file that can be uploaded', unit: null, value: z.array(z.enum(uploadMediaTypes)).min(1).max(uploadMediaTypes.length),
    usual: [...uploadMediaTypes], tenant: true, operatorCeiling: false,
  },
  documentMaxMib: {
    description: 'The largest document that can be stored', unit: 'MiB', value: whole(1, 3072), usual: 1024, tenant: true, operatorCeiling: true,
  },
  documentTypes: {
    description: 'The kinds of document that can be stored', unit: null, value: z.array(z.enum(documentFileTypeNames)).min(1).max(documentFileTypeNames.length),
    usual: [...documentFileTypeNames], tenant: true, operatorCeiling: false,
  },
  documentExpiryNoticeDays: {
    description: 'How long before a document expires it is told', unit: 'days', value: whole(1, 730), usual: 60, tenant: true, operatorCeiling: false,
  },
  disposalApproval: {
    description: 'Who approves a list of documents to dispose of: whoever drew it up too (own), or somebody else alone (other)', unit: null, value: z.enum(disposalApprovals), usual: 'own', tenant: true, operatorCeiling: false,
  },
  escalationAfterDays: {
    description: 'How many days overdue something goes to the first role of the ladder, and how many more to each next one; 0 for never', unit: 'days', value: whole(0, 365), usual: 3, tenant: true, operatorCeiling: false,
  },
  escalationRoles: {
    description: 'The ladder of roles that what is overdue goes up, one after the other', unit: null, value: z.array(z.string().trim().min(1).max(100)).max(5), usual: ['kronos/Asset Manager', 'kronos/Admin'],
    tenant: true, operatorCeiling: false,
  },
  notificationRetentionDays: {
    description: 'How long a notification that was read is kept', unit: 'days', value: whole(1, 3653), usual: 180, tenant: true, operatorCeiling: false,
  },
  unreadNotificationRetentionDays: {
    description: 'How long a notification that nobody has read is kept', unit: 'days', value: whole(1, 3653), usual: 365, tenant: true, operatorCeiling: false,
  },
  concurrentImportJobs: {
    description: 'How many imports of the tenant run at once; more wait', unit: 'jobs', value: whole(1, 20), usual: 4, tenant: true, operatorCeiling: true,
  },
  importJobTimeoutMinutes: {
    description: 'How long an import may run before it fails', unit: 'minutes', value: whole(1, 10_080), usual: 720, tenant: true, operatorCeiling: true,
  },
  importApproval: {
    description: 'Who approves a plan before it is applied: nobody, whoever planned it too, or somebody else', unit: null, value: z.enum(importApprovals), usual: 'none', tenant: true, operatorCeiling: false,
  },
  importResultRetentionDays: {
    description: 'How long what became of each row of an import is kept; the counts stay', unit: 'days', value: whole(1, 3653), usual: 30, tenant: true, operatorCeiling: false,
  },
  importJobRetentionDays: {
    description: 'How long an import is kept once it is over', unit: 'days', value: whole(1, 3653), usual: 365, tenant: true, operatorCeiling: false,
  },
  sourceFileRetentionDays: {
    description: 'How long a file is kept that no import reads', unit: 'days', value: whole(1, 3653), usual: 365, tenant: true, operatorCeiling: false,
  },
  connectorInternalHosts: {
    description: 'Hosts of the inner network that connectors and webhooks may ask, beside public ones', unit: null, value: z.array(InternalHost).max(50), usual: [], tenant: true, operatorCeiling: true,
  },
  fourEyesFields: {
    description: 'Which fields of plants, their cards and the records of authorities change by a change set that somebody else approves, and in no other way', unit: null,
    value: z.array(z.enum(fourEyesFields)).max(fourEyesFields.length), usual: [], tenant: true, operatorCeiling: false,
  },
  incentivesBasis: {
    description: 'Which incentives of a plant count towards the antimafia threshold: those of its whole term, or those of a year', unit: null, value: z.enum(incentivesBases), usual: 'total', tenant: true, operatorCeiling: false,
  },
  sessionHours: {
    description: 'How long a session lasts at most', unit: 'hours', value: whole(1, 720), usual: 720, tenant: true, operatorCeiling: true,
  },
  sessionIdleMinutes: {
    description: 'How long a session may lie unused', unit: 'minutes', value: whole(15, 43_200), usual: 43_200, tenant: true, operatorCeiling: true,
  },
  // Not a tenant's: a lock that came sooner or later at one address than at another would tell which tenant it belongs to.
  signInFailures: { description: 'How many wrong passwords or codes lock an account', unit: 'failures', value: whole(1, 10), usual: 5, ...operatorOnly },
  signInLockMinutes: { description: 'How long a lock lasts', unit: 'minutes', value: whole(5, 1440), usual: 30, ...operatorOnly },
  auditRetentionDays: {
    description: 'How long audit records are kept', unit: 'days', value: whole(30, 3653), usual: 90, tenant: true, operatorCeiling: false,
  },
  defaultTimeZone: { description: 'The time zone a new tenant starts with', unit: null, value: TimeZone, usual: 'Europe/Rome', ...operatorOnly },
  defaultLocale: { description: 'The language a new tenant starts with', unit: null, value: Locale, usual: 'en', ...operatorOnly },
  trialDays: { description: 'How long a trial lasts', unit: 'days', value: whole(1, 365), usual: 30, ...operatorOnly },
  exportGraceDays: { description: 'How long a cancelled tenant can still read and export', unit: 'days', value: whole(0, 365), usual: 30, ...operatorOnly },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as SettingName[];
export const tenantSettingNames = settingNames.filter((name) => settings[name].tenant);
export type SettingValues = { [N in SettingName]?: z.infer<(typeof settings)[N]['value']> };
export type EffectiveSettings = Required<SettingValues>;

/** What takes effect: the tenant's value within the operator's bound, else the operator's, else the usual one. */
export function effectiveSettings(operator: SettingValues, tenant: SettingValues): EffectiveSettings {
  return Object.fromEntries(settingNames.map((name) => [name, bounded(name, operator[name], tenant[name])])) as EffectiveSettings;
}

/** Reads stored values, leaving out what no longer is a setting or no longer fits its bounds. */
export function readSettings(stored: Readonly<Record<string, unknown>>): SettingValues {
  return Object.fromEntries(settingNames.flatMap((name) => {
    const read = settings[name].value.safeParse(stored[name]);
    return read.success ? [[name, read.data]] : [];
  })) as SettingValues;
}

function bounded(name: SettingName, operator: SettingValue | undefined, tenant: SettingValue | undefined): SettingValue {
  const definition: SettingDefinition = settings[name];
  if (definition.operatorCeiling && Array.isArray(definition.usual)) return within(tenant, operator ?? definition.usual);
  if (tenant === undefined || !definition.tenant) return operator ?? definition.usual;
  return typeof tenant === 'number' && typeof operator === 'number' && definition.operatorCeiling ? Math.min(tenant, operator) : tenant;
}

function within(chosen: SettingValue | undefined, offered: SettingValue): string[] {
  return Array.isArray(chosen) && Array.isArray(offered) ? chosen.filter((item) => offered.includes(item)) : [];
}

/** Settings as identity tells of them: what takes effect, and the usual value of what was not told yet. */
export function toldSettings(told: Readonly<Record<string, unknown>>): EffectiveSettings {
  return { ...effectiveSettings({}, {}), ...readSettings(told) };
}
