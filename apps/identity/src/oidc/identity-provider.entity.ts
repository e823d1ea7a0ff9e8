import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { roleAssignments, type ClaimNames, type RegisterIdentityProviderBody, type RoleMappingRule, type RowScope } from '@kairos/contracts';
import { explainAudit } from '@kairos/event-bus';
import type { Role } from '../roles/role.entity.ts';
import { ClientSecretNeeded } from './identity-provider.errors.ts';

/** What somebody held when they set a provider up: it opens no account of a member who holds more. */
export type Holding = { permissions: readonly string[]; rowScope: RowScope };

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
    setUpHolding: p.json<Holding>().nullable().hidden(),
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
  /** @param roles those that its mapping gives, for the audit record to name */
  static register({ tenantId, ...holding }: Holding & { tenantId: string }, settings: ProviderSettings, secret: string | undefined, seal: Seal, roles: readonly Role[]): IdentityProvider {
    const now = new Date();
    const id = newId();
    const provider = Object.assign(new IdentityProvider(), {
      ...settings, id, tenantId, clientSecret: secret === undefined ? null : seal(secret, id), clientSecretSetAt: secret === undefined ? null : now,
      setUpHolding: held(holding), version: 1, createdAt: now, updatedAt: now,
    } satisfies RequiredEntityData<IdentityProvider>);
    explainAudit(provider, { after: inWords(provider, roles) });
    return provider;
  }

  /**
   * @param roles those that the mapping gave and will give, for the audit record to name
   * @param secret undefined keeps the stored one, null takes it away
   * @throws ClientSecretNeeded when the stored secret would be shown to another issuer than the one it is for
   */
  change(holding: Holding, settings: ProviderSettings, secret: string | null | undefined, seal: Seal, roles: { before: readonly Role[]; after: readonly Role[] }): void {
    const now = new Date();
    const isAnotherClient = settings.issuer !== this.issuer || settings.clientId !== this.clientId;
    if (isAnotherClient && secret === undefined && this.clientSecret) throw new ClientSecretNeeded();
    explainAudit(this, { before: inWords(this, roles.before), after: inWords(settings, roles.after) });
    Object.assign(this, settings, { setUpHolding: held(holding), updatedAt: now });
    if (secret !== undefined) Object.assign(this, { clientSecret: secret === null ? null : seal(secret, this.id), clientSecretSetAt: secret === null ? null : now });
  }

  /** @param roles those that its mapping gave, for the audit record to name */
  removed(roles: readonly Role[]): void {
    explainAudit(this, { before: inWords(this, roles) });
  }
}
IdentityProviderSchema.setClass(IdentityProvider);

/** Every role that a mapping can give. */
export function roleIdsIn({ rules, defaultRoleIds }: { rules: readonly { roleId: string }[]; defaultRoleIds: readonly string[] }): string[] {
  return [...new Set([...rules.map(({ roleId }) => roleId), ...defaultRoleIds])];
}

function held({ permissions, rowScope }: Holding): Holding {
  return { permissions, rowScope };
}

/** Ids of roles tell nobody what a mapping gives: audit records name them too. */
function inWords({ rules, defaultRoleIds }: { rules: readonly { claimValue: string; roleId: string }[]; defaultRoleIds: readonly string[] }, roles: readonly Role[]): Record<string, string[]> {
  const name = (id: string): string => roles.find((role) => role.id === id)?.qualifiedName() ?? id;
  return { mapping: rules.map(({ claimValue, roleId }) => `${claimValue} → ${name(roleId)}`), defaultRoles: defaultRoleIds.map(name) };
}

/** What the client secret of a provider is sealed for. */
export const clientSecretPurpose = (providerId: string): string => `client secret of identity provider ${providerId}`;
