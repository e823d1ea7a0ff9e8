export { identityService } from './service.ts';
export { firstRun, foundTenant } from './found-tenant.ts';
export { actOnTenant } from './act-on-tenant.ts';
export { globalTables } from './global-tables.ts';
export { writeSigningKey } from './keys/signing-keys.ts';
export type { FoundedTenant } from './tenants/found-tenant.handler.ts';
