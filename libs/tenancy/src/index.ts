export { executeInTransaction, insertRow } from './insert-row.ts';
export { databaseIsAway } from './database-is-away.ts';
export { currentTenantId, runAsTenant, type TenantContext } from './tenant-context.ts';
export { inTransactionAsTenant } from './tenant-in-transaction.ts';
export { tenantQuery, toInstant } from './tenant-query.ts';
