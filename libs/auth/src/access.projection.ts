import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AccessChanged, AccessSnapshot, ApiKeyChanged, ApiKeySnapshot, SessionRevoked, TenantChanged, TenantSnapshot, type EventData, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { AccessSource } from './access-source.ts';
import { CachedAccessSource } from './cached-access.source.ts';
import { storeTenantTerms } from './store-tenant-terms.ts';

type AccessEvent = EventOf<typeof AccessChanged> | EventOf<typeof ApiKeyChanged> | EventOf<typeof SessionRevoked> | EventOf<typeof TenantChanged>;
const ofApiKeys: string[] = [ApiKeyChanged.type, ApiKeySnapshot.type];
const ofTenants: string[] = [TenantChanged.type, TenantSnapshot.type];

/** Keeps who may do what, how far API keys reach, which sessions ended, and the terms of each tenant, in the service's own schema. */
@Injectable()
@Consumes('{service}-access', AccessChanged, AccessSnapshot, ApiKeyChanged, ApiKeySnapshot, SessionRevoked, TenantChanged, TenantSnapshot)
export class AccessProjection implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly access: AccessSource,
  ) {}

  async handle(event: AccessEvent): Promise<void> {
    await this.em.execute('insert into known_tenant (tenant_id) values (?) on conflict do nothing', [event.tenantid]);
    if (event.type === SessionRevoked.type) await this.revoke(event.tenantid, event.data as EventData<typeof SessionRevoked>);
    else if (ofApiKeys.includes(event.type)) await this.storeKey(event.tenantid, event.data as EventData<typeof ApiKeyChanged>);
    else if (ofTenants.includes(event.type)) await storeTenantTerms(this.em, event.tenantid, event.data as EventData<typeof TenantChanged>, event.aggregateversion);
    else await this.store(event.tenantid, event.data as EventData<typeof AccessChanged>);
  }

  private get remembered(): CachedAccessSource | undefined {
    return this.access instanceof CachedAccessSource ? this.access : undefined;
  }

  async beat(beatAt: Date): Promise<void> {
    await this.em.fork().execute(
      'insert into access_beat (beat_at) values (?) on conflict (singleton) do update set beat_at = greatest(access_beat.beat_at, excluded.beat_at)',
      [beatAt],
    );
  }

  private async store(tenantId: string, access: EventData<typeof AccessChanged>): Promise<void> {
    this.remembered?.changed(access.membershipId, access.authzVersion);
    await this.em.execute(
      `insert into membership_access (membership_id, tenant_id, user_id, active, roles, permissions, row_scope, authz_version)
       values (?, ?, ?, ?, array(select jsonb_array_elements_text(?::jsonb)), array(select jsonb_array_elements_text(?::jsonb)), ?::jsonb, ?)
       on conflict (membership_id) do update set active = excluded.active, roles = excluded.roles, permissions = excluded.permissions,
         row_scope = excluded.row_scope, authz_version = excluded.authz_version
       where membership_access.authz_version <= excluded.authz_version`,
      [access.membershipId, tenantId, access.userId, access.active, JSON.stringify(access.roles), JSON.stringify(access.permissions), JSON.stringify(access.rowScope), access.authzVersion],
    );
  }

  private async storeKey(tenantId: string, key: EventData<typeof ApiKeyChanged>): Promise<void> {
    this.remembered?.changed(key.apiKeyId, key.authzVersion);
    await this.em.execute(
      `insert into api_key_access (api_key_id, tenant_id, membership_id, active, scopes, row_scope, expires_at, authz_version)
       values (?, ?, ?, ?, array(select jsonb_array_elements_text(?::jsonb)), ?::jsonb, ?, ?)
       on conflict (api_key_id) do update set membership_id = excluded.membership_id, active = excluded.active, scopes = excluded.scopes,
         row_scope = excluded.row_scope, expires_at = excluded.expires_at, authz_version = excluded.authz_version
       where api_key_access.authz_version <= excluded.authz_version`,
      [key.apiKeyId, tenantId, key.membershipId, key.active, JSON.stringify(key.scopes), JSON.stringify(key.rowScope), key.expiresAt, key.authzVersion],
    );
  }

  private async revoke(tenantId: string, ended: EventData<typeof SessionRevoked>): Promise<void> {
    await this.em.execute('insert into revoked_session (session_id, tenant_id, revoked_at) values (?, ?, ?) on conflict do nothing', [ended.sessionId, tenantId, ended.revokedAt]);
    this.remembered?.sessionEnded(ended.sessionId);
    // An access token outlives its session by ten minutes at most.
    await this.em.execute(`delete from revoked_session where revoked_at < now() - interval '1 day'`);
  }
}
