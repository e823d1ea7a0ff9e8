import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { DiscoveredIdentityProviders, IdentityProviderPage, IdentityProviderView, ListIdentityProvidersQuery, RoleMappingRule, TriedRoleMapping, TryRoleMappingBody } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { IdentityProviderNotFound } from './identity-provider.errors.ts';
import { claimValues, mapRoles } from './role-mapping.calc.ts';
import { backChannelLogoutPath, callbackPath, signedOutPath, startPath } from './sign-in-paths.ts';

type Row = Omit<IdentityProviderView, 'clientId' | 'clientSecretSetAt' | 'allowedEmailDomains' | 'createsAccounts' | 'defaultRoleIds' | 'rowScope' | 'createdAt' | 'updatedAt'> & {
  client_id: string; client_secret_set_at: string | null; allowed_email_domains: string[]; creates_accounts: boolean; default_role_ids: string[];
  row_scope: IdentityProviderView['rowScope']; created_at: string; updated_at: string;
};
type RoleName = { id: string; name: string };

const Position = z.tuple([z.string(), z.uuid()]);
const columns = `id, label, issuer, client_id, client_secret_set_at, scopes, claims, enabled, allowed_email_domains, creates_accounts, rules, assignment,
  default_role_ids::text[] as default_role_ids, row_scope, version, created_at, updated_at`;

@Injectable()
export class IdentityProvidersQueries {
  constructor(private readonly em: EntityManager) {}

  async read(identityProviderId: string): Promise<IdentityProviderView> {
    const [row] = await tenantQuery<Row>(this.em, `select ${columns} from identity_provider where id = $1`, [identityProviderId]);
    if (!row) throw new IdentityProviderNotFound();
    return view(row);
  }

  async list({ limit, cursor }: ListIdentityProvidersQuery): Promise<IdentityProviderPage> {
    const [afterLabel, afterId] = cursor ? decodeCursor(cursor, Position) : [null, null];
    const rows = await tenantQuery<Row>(
      this.em,
      `select ${columns} from identity_provider where $1::text is null or (label, id::text) > ($1, $2::text) order by label, id::text limit $3`,
      [afterLabel, afterId, limit + 1],
    );
    return toPage(rows, limit, view, (row) => [row.label, row.id]);
  }

  /** What the mapping would make of these claims; nothing is stored. */
  async tryMapping(identityProviderId: string, { claims }: TryRoleMappingBody): Promise<TriedRoleMapping> {
    const provider = await this.read(identityProviderId);
    const values = claimValues(claims, provider.claims.roles);
    const { outcome, matching, roleIds } = mapRoles(values, provider);
    const names = await tenantQuery<RoleName>(this.em, `select id, origin || '/' || name as name from role where id = any($1::uuid[])`, [roleIds]);
    return {
      claimValues: values,
      rules: provider.rules.map((rule: RoleMappingRule, position) => ({ position, ...rule, matches: matching.includes(position) })),
      outcome,
      roles: roleIds.flatMap((id) => names.find((role) => role.id === id) ?? []),
    } as TriedRoleMapping;
  }

  /** The providers of tenants whose own a domain is, that sign in its people, whether or not anybody there has an account. */
  async forEmail(email: string): Promise<DiscoveredIdentityProviders> {
    const domain = email.slice(email.lastIndexOf('@') + 1);
    const found = await this.em.fork().execute<{ id: string; label: string }[]>('select id, label from identity_providers_for_domain(?)', [domain]);
    return { items: found.map((provider) => ({ ...provider, startPath: startPath(provider.id) })) } as DiscoveredIdentityProviders;
  }
}

function view(row: Row): IdentityProviderView {
  const { id, label, issuer, scopes, claims, enabled, rules, assignment, version } = row;
  return {
    id, label, issuer, clientId: row.client_id, clientSecretSetAt: row.client_secret_set_at === null ? null : toInstant(row.client_secret_set_at), scopes, claims, enabled,
    allowedEmailDomains: row.allowed_email_domains, createsAccounts: row.creates_accounts, rules, assignment, defaultRoleIds: row.default_role_ids, rowScope: row.row_scope,
    startPath: startPath(id), callbackPath: callbackPath(id), signedOutPath: signedOutPath(id), backChannelLogoutPath: backChannelLogoutPath(id), version, createdAt: toInstant(row.created_at), updatedAt: toInstant(row.updated_at),
  } as IdentityProviderView;
}
