import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { may, type Actor } from '@kairos/auth';
import type { ApiKeyPage, ApiKeyView, IssuedApiKey, ListApiKeysQuery, RowScope } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { ApiKeyNotFound } from './api-key.errors.ts';
import type { IssuedSecret } from './api-key-secret.entity.ts';

type SecretRow = { hint: string; issued_at: string; ends_at: string | null; last_used_at: string | null; last_used_address: string | null; last_refused_at: string | null; last_refused_address: string | null; last_refused_because: string | null };
type Row = {
  id: string; kind: ApiKeyView['kind']; name: string; integration: string | null; membership_id: string; user_id: string; display_name: string; status: ApiKeyView['status'];
  scopes: string[]; row_scope: RowScope; allowed_addresses: string[]; requests_per_minute: number; expires_at: string; revoked_at: string | null;
  secrets: SecretRow[]; version: number; created_at: string; updated_at: string;
};
type Wanted = { kind?: string | undefined; status?: string | undefined; userId?: string | undefined; membershipId?: string; limit: number; cursor?: string | undefined };

const Position = z.tuple([z.uuid()]);
const select = `select k.id, k.kind, k.name, k.integration, k.membership_id, k.user_id, u.display_name, k.scopes, k.row_scope, k.allowed_addresses,
    k.requests_per_minute, k.expires_at, k.revoked_at, k.version, k.created_at, k.updated_at,
    case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' when not m.active then 'owner-inactive' else 'active' end as status,
    coalesce((select jsonb_agg(to_jsonb(s) - 'secret_sha256' order by s.issued_at desc, s.id desc)
              from api_key_secret s where s.api_key_id = k.id and (s.ends_at is null or s.ends_at > now())), '[]') as secrets
  from api_key k join membership m on m.id = k.membership_id join tenant_user u on u.id = k.user_id`;

@Injectable()
export class ApiKeysQueries {
  constructor(private readonly em: EntityManager) {}

  /** Everybody sees the keys they answer for; whoever manages keys sees all. */
  async read(apiKeyId: string, actor: Actor): Promise<ApiKeyView> {
    const [row] = await tenantQuery<Row>(this.em, `${select} where k.id = $1 and ($2 or k.membership_id = $3)`, [apiKeyId, may(actor, 'identity.api-key.manage'), actor.membershipId]);
    if (!row) throw new ApiKeyNotFound();
    return view(row);
  }

  async issued({ apiKeyId, secret }: IssuedSecret, actor: Actor): Promise<IssuedApiKey> {
    return { secret, apiKey: await this.read(apiKeyId, actor) };
  }

  list(query: ListApiKeysQuery): Promise<ApiKeyPage> {
    return this.page(query);
  }

  listOwn(query: { limit: number; cursor?: string | undefined }, { membershipId }: Actor): Promise<ApiKeyPage> {
    return this.page({ ...query, kind: 'personal', membershipId });
  }

  private async page({ kind, status, userId, membershipId, limit, cursor }: Wanted): Promise<ApiKeyPage> {
    const before = cursor ? decodeCursor(cursor, Position)[0] : null;
    const rows = await tenantQuery<Row>(
      this.em,
      `select * from (${select}) k
             where ($1::text is null or k.kind = $1) and ($2::uuid is null or k.user_id = $2) and ($3::uuid is null or k.membership_id = $3)
               and ($4::uuid is null or k.id < $4) and ($6::text is null or k.status = $6)
             order by k.id desc limit $5`,
      [kind ?? null, userId ?? null, membershipId ?? null, before, limit + 1, status ?? null],
    );
    return toPage(rows, limit, view, (row) => [row.id]);
  }
}

const instant = (text: string | null) => (text === null ? null : toInstant(text));

function view(row: Row): ApiKeyView {
  const used = row.secrets.flatMap(({ last_used_at }) => (last_used_at === null ? [] : [toInstant(last_used_at)])).sort();
  return {
    id: row.id, kind: row.kind, name: row.name, integration: row.integration,
    owner: { userId: row.user_id, membershipId: row.membership_id, displayName: row.display_name },
    status: row.status, scopes: row.scopes, rowScope: row.row_scope, allowedAddresses: row.allowed_addresses, requestsPerMinute: row.requests_per_minute,
    expiresAt: toInstant(row.expires_at), lastUsedAt: used.at(-1) ?? null, secrets: row.secrets.map(secretView), revokedAt: instant(row.revoked_at),
    version: row.version, createdAt: toInstant(row.created_at), updatedAt: toInstant(row.updated_at),
  } as ApiKeyView;
}

function secretView(row: SecretRow): ApiKeyView['secrets'][number] {
  return {
    hint: row.hint, issuedAt: toInstant(row.issued_at), endsAt: instant(row.ends_at),
    lastUsedAt: instant(row.last_used_at), lastUsedAddress: row.last_used_address,
    lastRefusedAt: instant(row.last_refused_at), lastRefusedAddress: row.last_refused_address, lastRefusedBecause: row.last_refused_because,
  };
}
