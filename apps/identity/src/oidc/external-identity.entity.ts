import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';

const ExternalIdentitySchema = defineEntity({
  name: 'ExternalIdentity',
  tableName: 'external_identity',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    issuer: p.string(),
    subject: p.string(),
    userId: p.uuid(),
    linkedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** Who a user is to an issuer: the subject it knows them by. Counts in the one tenant that trusted the issuer so far. */
export class ExternalIdentity extends ExternalIdentitySchema.class {
  static link(facts: { tenantId: string; issuer: string; subject: string; userId: string }): ExternalIdentity {
    return Object.assign(new ExternalIdentity(), { ...facts, id: newId(), linkedAt: new Date(), version: 1 } satisfies RequiredEntityData<ExternalIdentity>);
  }
}
ExternalIdentitySchema.setClass(ExternalIdentity);
