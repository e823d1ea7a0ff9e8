export { identityService } from './service.ts';
export { firstRun, foundTenant } from './found-tenant.ts';
export { actOnTenant } from './act-on-tenant.ts';
export { setOperatorSetting } from './set-operator-setting.ts';
export { globalTables } from './global-tables.ts';
export { writeSigningKey } from './keys/signing-keys.ts';
export type { FoundedTenant } from './tenants/found-tenant.handler.ts';
