import { z } from 'zod';
import { settings, SettingValue, tenantSettingNames, type SettingName } from './setting.ts';

export const SettingView = z.object({
  name: z.string(),
  description: z.string(),
  unit: z.string().nullable(),
  value: SettingValue,
  usual: SettingValue,
  setBy: z.enum(['nobody', 'operator', 'tenant']),
  /** Whether the tenant may set it; the others are the operator's alone. */
  ownToSet: z.boolean(),
  least: z.int().nullable(),
  most: z.int().nullable(),
  choices: z.array(z.string()).nullable(),
});
export type SettingView = z.infer<typeof SettingView>;

/** The version is the tenant's: a change of either is a change of both. */
export const SettingsView = z.object({ items: z.array(SettingView), version: z.int().positive() });
export type SettingsView = z.infer<typeof SettingsView>;

const ofTenant = Object.fromEntries(tenantSettingNames.map((name: SettingName) => [name, settings[name].value.nullable().optional()]));

/** Settings by name; null takes one back, what is not named stays. */
export const UpdateSettingsBody = z.strictObject({
  ...(ofTenant as { [N in 'uploadMaxMib' | 'uploadMediaTypes' | 'concurrentImportJobs' | 'importJobTimeoutMinutes' | 'importApproval' | 'importResultRetentionDays' | 'importJobRetentionDays' | 'sourceFileRetentionDays' | 'connectorInternalHosts' | 'auditRetentionDays' | 'sessionHours' | 'sessionIdleMinutes']: z.ZodOptional<z.ZodNullable<(typeof settings)[N]['value']>> }),
  reason: z.string().trim().min(1).max(500).optional(),
});
export type UpdateSettingsBody = z.infer<typeof UpdateSettingsBody>;
