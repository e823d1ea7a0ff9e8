import { defineEntity, p } from '@mikro-orm/core';

const MfaPolicySchema = defineEntity({
  name: 'MfaPolicy',
  tableName: 'mfa_policy',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    everyone: p.boolean(),
    roleIds: p.array().columnType('uuid[]'),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** Who of a tenant must have a second factor. */
export class MfaPolicy extends MfaPolicySchema.class {
  demandOf({ everyone, roleIds }: { everyone: boolean; roleIds: readonly string[] }, now: Date): void {
    Object.assign(this, { everyone, roleIds: [...new Set(roleIds)].sort(), updatedAt: now });
  }
}
MfaPolicySchema.setClass(MfaPolicy);
