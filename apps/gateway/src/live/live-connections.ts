import { DomainError } from '@kairos/http';
import type { LiveConnection } from './live-connection.ts';

/** Who is connected, by tenant; bounded for each user and for the process. */
export class LiveConnections {
  private readonly byTenant = new Map<string, Set<LiveConnection>>();
  private readonly byUser = new Map<string, number>();
  private count = 0;

  constructor(private readonly limits: { perUser: number; all: number }) {}

  get size(): number {
    return this.count;
  }

  /** @throws DomainError when the user, or the process, has as many as it may */
  demandRoom(userId: string): void {
    if ((this.byUser.get(userId) ?? 0) >= this.limits.perUser) {
      throw new DomainError('too-many-requests', 'too-many-live-connections', `You have ${this.limits.perUser} live connections open already.`, undefined, { 'retry-after': '10' });
    }
    if (this.count >= this.limits.all) throw new DomainError('unavailable', 'live-view-full', 'No more live connections can be taken right now.', undefined, { 'retry-after': '10' });
  }

  add(connection: LiveConnection): void {
    const { tenantId, userId } = connection.caller.actor;
    this.byTenant.set(tenantId, (this.byTenant.get(tenantId) ?? new Set()).add(connection));
    this.byUser.set(userId, (this.byUser.get(userId) ?? 0) + 1);
    this.count += 1;
  }

  remove(connection: LiveConnection): void {
    const { tenantId, userId } = connection.caller.actor;
    const ofTenant = this.byTenant.get(tenantId);
    if (!ofTenant?.delete(connection)) return;
    if (ofTenant.size === 0) this.byTenant.delete(tenantId);
    const left = (this.byUser.get(userId) ?? 1) - 1;
    if (left > 0) this.byUser.set(userId, left);
    else this.byUser.delete(userId);
    this.count -= 1;
  }

  of(tenantId: string): LiveConnection[] {
    return [...(this.byTenant.get(tenantId) ?? [])];
  }

  all(): LiveConnection[] {
    return [...this.byTenant.values()].flatMap((connections) => [...connections]);
  }
}
