import type { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk, runAsCommand } from '@kairos/event-bus';
import type { SecretBox } from '@kairos/service-kit';
import { runAsTenant } from '@kairos/tenancy';
import { connectorSecretPurpose } from '../connectors/connector.entity.ts';
import type { SealedSecret } from '../webhook-endpoints/webhook-endpoint.entity.ts';
import { webhookSecretPurpose } from '../webhook-endpoints/webhook-secrets.ts';

/** `unreadable`: those that no key of the folder opens, such as `connector <id>`; they stay as they are. */
export type SecretsResealed = { keyId: string | null; connectors: number; webhookEndpoints: number; unreadable: string[] };
type Kept = { id: string; sealed: string };
const action = 'intake.secret.reseal-by-operator';
/** What the secrets of one row become, and whether any of them differs. */
type Anew = (row: Kept) => string | undefined;

/**
 * Seals every secret that an older key sealed with the newest one, row by row, each in one statement that takes effect only while the
 * secret is still the one that was read: whoever changes it at the same time wins. Ended anywhere, it goes on where it was when it is begun again.
 */
export class ResealSecretsHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly box: SecretBox,
  ) {}

  async execute(reason: string): Promise<SecretsResealed> {
    const done: SecretsResealed = { keyId: this.box.newestKeyId ?? null, connectors: 0, webhookEndpoints: 0, unreadable: [] };
    const context = {
      actorKind: 'system' as const, actorId: 'operator', sessionId: null, action, permission: null, requestId: action, address: null, userAgent: null, reason, traceparent: undefined, audit: 'each' as const,
    };
    const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1');
    for (const { tenant_id: tenantId } of tenants) await runAsTenant(this.em, tenantId, () => runAsCommand(context, () => this.ofTenant(tenantId, done)), { upkeep: true });
    return done;
  }

  private async ofTenant(tenantId: string, done: SecretsResealed): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const connectors = await this.each(em as EntityManager, 'connector', 'sealed_secret', done, ({ id, sealed }) => this.box.reseal(sealed, connectorSecretPurpose(id)));
      const endpoints = await this.each(em as EntityManager, 'webhook_endpoint', 'sealed_secrets', done, (row) => this.allOf(row));
      if (connectors.length + endpoints.length === 0) return;
      auditBulk(em as EntityManager, 'intake', { resourceType: 'SealedSecret', resourceId: tenantId, count: connectors.length + endpoints.length, results: JSON.stringify({ connectors, endpoints }) });
      done.connectors += connectors.length;
      done.webhookEndpoints += endpoints.length;
    });
  }

  /** @returns the ids of the rows that changed */
  private async each(em: EntityManager, table: 'connector' | 'webhook_endpoint', column: 'sealed_secret' | 'sealed_secrets', done: SecretsResealed, anew: Anew): Promise<string[]> {
    const changed: string[] = [];
    for (const row of await em.execute<Kept[]>(`select id, ${column}::text as sealed from ${table} where ${column} is not null order by id`)) {
      const sealed = this.unlessUnreadable(`${table.replace('_', ' ')} ${row.id}`, done, () => anew(row));
      if (sealed === undefined) continue;
      const type = column === 'sealed_secrets' ? 'json' : 'text';
      const rows = await em.execute<Kept[]>(`update ${table} set ${column} = ?::${type} where id = ? and ${column}::text = ? returning id`, [sealed, row.id, row.sealed]);
      changed.push(...rows.map(({ id }) => id));
    }
    return changed;
  }

  private allOf({ id, sealed }: Kept): string | undefined {
    const secrets = JSON.parse(sealed) as SealedSecret[];
    const anew = secrets.map((secret) => this.box.reseal(secret.sealed, webhookSecretPurpose(id)));
    return anew.some((one) => one !== undefined) ? JSON.stringify(secrets.map((secret, at) => ({ ...secret, sealed: anew[at] ?? secret.sealed }))) : undefined;
  }

  private unlessUnreadable(what: string, done: SecretsResealed, make: () => string | undefined): string | undefined {
    try {
      return make();
    } catch {
      done.unreadable.push(what);
      return undefined;
    }
  }
}
