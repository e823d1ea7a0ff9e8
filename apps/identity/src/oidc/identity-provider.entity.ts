import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { roleAssignments, type ClaimNames, type RegisterIdentityProviderBody, type RoleMappingRule, type RowScope } from '@kairos/contracts';
import { ClientSecretNeeded } from './identity-provider.errors.ts';

const IdentityProviderSchema = defineEntity({
  name: 'IdentityProvider',
  tableName: 'identity_provider',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    label: p.string(),
    issuer: p.string(),
    clientId: p.string(),
    clientSecret: p.string().nullable().hidden(),
    clientSecretSetAt: p.datetime().nullable(),
    scopes: p.array().columnType('text[]'),
    claims: p.json<ClaimNames>(),
    enabled: p.boolean(),
    allowedEmailDomains: p.array().columnType('text[]'),
    createsAccounts: p.boolean(),
    rules: p.json<RoleMappingRule[]>(),
    assignment: p.enum(roleAssignments),
    defaultRoleIds: p.array().columnType('uuid[]'),
    rowScope: p.json<RowScope>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** What an administrator says of a provider; the secret comes and goes by itself. */
export type ProviderSettings = Omit<RegisterIdentityProviderBody, 'clientSecret'>;
/** Seals the secret of one provider for the database. */
export type Seal = (secret: string, providerId: string) => string;

/** Who may vouch for people towards a tenant, and what roles its word gives. */
export class IdentityProvider extends IdentityProviderSchema.class {
  static register(tenantId: string, settings: ProviderSettings, secret: string | undefined, seal: Seal): IdentityProvider {
    const now = new Date();
    const id = newId();
    return Object.assign(new IdentityProvider(), {
      ...settings, id, tenantId, clientSecret: secret === undefined ? null : seal(secret, id), clientSecretSetAt: secret === undefined ? null : now,
      version: 1, createdAt: now, updatedAt: now,
    } satisfies RequiredEntityData<IdentityProvider>);
  }

  /**
   * @param secret undefined keeps the stored one, null takes it away
   * @throws ClientSecretNeeded when the stored secret would be shown to another issuer than the one it is for
   */
  change(settings: ProviderSettings, secret: string | null | undefined, seal: Seal): void {
    const now = new Date();
    const isAnotherClient = settings.issuer !== this.issuer || settings.clientId !== this.clientId;
    if (isAnotherClient && secret === undefined && this.clientSecret) throw new ClientSecretNeeded();
    Object.assign(this, settings, { updatedAt: now });
    if (secret !== undefined) Object.assign(this, { clientSecret: secret === null ? null : seal(secret, this.id), clientSecretSetAt: secret === null ? null : now });
  }
}
IdentityProviderSchema.setClass(IdentityProvider);

/** Every role that a mapping can give. */
export function roleIdsIn({ rules, defaultRoleIds }: { rules: readonly { roleId: string }[]; defaultRoleIds: readonly string[] }): string[] {
  return [...new Set([...rules.map(({ roleId }) => roleId), ...defaultRoleIds])];
}

/** What the client secret of a provider is sealed for. */
export const clientSecretPurpose = (providerId: string): string => `client secret of identity provider ${providerId}`;
