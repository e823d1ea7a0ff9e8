export { databaseIsAway } from './database-is-away.ts';
export { currentTenantId, runAsTenant, type TenantContext } from './tenant-context.ts';
export { tenantQuery, toInstant } from './tenant-query.ts';
