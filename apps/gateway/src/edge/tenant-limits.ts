import type { AccessClaims, AccessSource } from '@kairos/auth';

const keptForMs = 5 * 60_000;
const askAgainAfterMs = 10_000;
const maxEntries = 10_000;

/**
 * How many calls an hour each tenant's plan allows, or null for any number: asked of identity with a token of the tenant, and
 * heard at once when the plan changes. While identity is away nobody is stopped for a limit that is not known.
 */
export class TenantLimits {
  private readonly known = new Map<string, { callsPerHour: number | null; until: number }>();
  private readonly asking = new Map<string, Promise<number | null>>();

  constructor(
    private readonly access: AccessSource,
    /** The same for all tenants, whatever their plan, when the operator says so. */
    private readonly fixed: number | undefined,
  ) {}

  async of(claims: AccessClaims, token: string): Promise<number | null> {
    if (this.fixed !== undefined) return this.fixed;
    const known = this.known.get(claims.tid);
    if (known && known.until > Date.now()) return known.callsPerHour;
    const asking = this.asking.get(claims.tid) ?? this.ask(claims, token).finally(() => this.asking.delete(claims.tid));
    this.asking.set(claims.tid, asking);
    return asking;
  }

  /** Identity has told what a tenant may do now. */
  heard(tenantId: string, callsPerHour: number | null): void {
    if (this.known.size >= maxEntries) this.known.clear();
    this.known.set(tenantId, { callsPerHour, until: Date.now() + keptForMs });
  }

  private async ask(claims: AccessClaims, token: string): Promise<number | null> {
    const before = this.known.get(claims.tid)?.callsPerHour ?? null;
    const tenant = await this.access.find(claims, token).then((access) => access?.tenant, () => undefined);
    this.heard(claims.tid, tenant ? tenant.limits.apiCallsPerHour : before);
    const kept = this.known.get(claims.tid);
    if (!tenant && kept) kept.until = Date.now() + askAgainAfterMs;
    return kept?.callsPerHour ?? null;
  }
}
