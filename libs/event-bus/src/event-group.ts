import type { EntityManager } from '@mikro-orm/postgresql';
import type { CloudEvent } from '@kairos/contracts';
import { databaseIsAway, runAsTenant } from '@kairos/tenancy';
import { runAsCommand, type CommandContext } from './command-context.ts';
import type { EventConsumer } from './consumes.decorator.ts';
import { seenAmong, takeFromInbox, type Parcel } from './inbox.ts';

/** What a consumer does for one tenant: one fresh fork, one transaction, inbox rows and effects together. */
export class EventGroup {
  constructor(
    private readonly em: EntityManager,
    private readonly durable: string,
    private readonly consumer: EventConsumer,
  ) {}

  /** Whether anything would come of the tenant's events now. A consumer that cannot tell is given them, and fails with them. */
  async isWanted(tenantId: string): Promise<boolean> {
    const { consumer } = this;
    if (!consumer.wants) return true;
    try {
      return await runAsTenant(this.em, tenantId, async () => consumer.wants?.() ?? true, { upkeep: true });
    } catch (error) {
      if (databaseIsAway(error)) throw error;
      return true;
    }
  }

  /** Those of some events that have had no effect yet. */
  async untaken(tenantId: string, events: readonly CloudEvent[]): Promise<CloudEvent[]> {
    return runAsTenant(this.em, tenantId, () => this.em.transactional(async (transaction) => {
      const seen = await seenAmong(transaction, this.durable, events);
      return events.filter(({ id, batchid }) => !seen.has(id) && !seen.has(batchid ?? ''));
    }), { upkeep: true });
  }

  async apply(tenantId: string, parcels: readonly Parcel[]): Promise<void> {
    await this.inTransaction(tenantId, parcels, async (transaction) => {
      const { fresh, seen } = await takeFromInbox(transaction, this.durable, tenantId, parcels);
      const taken: CloudEvent[] = [];
      for (const { id, events } of parcels) {
        // The same parcel may be there twice; the first one takes it.
        if (!fresh.delete(id)) continue;
        for (const event of events) {
          if (seen.has(event.id) || seen.has(event.batchid ?? '')) continue;
          taken.push(event);
          seen.add(event.id);
        }
      }
      await this.handle(taken);
    });
  }

  private async handle(events: readonly CloudEvent[]): Promise<void> {
    if (!this.consumer.handleAll) for (const event of events) await this.consumer.handle(event);
    else if (events.length > 0) await this.consumer.handleAll(events);
  }

  /** Takes parcels without any effect. */
  async pass(tenantId: string, ids: readonly string[]): Promise<void> {
    const parcels = ids.map((id) => ({ id, events: [] }));
    await this.inTransaction(tenantId, parcels, async (transaction) => void (await takeFromInbox(transaction, this.durable, tenantId, parcels)));
  }

  private async inTransaction(tenantId: string, parcels: readonly Parcel[], work: (transaction: EntityManager) => Promise<void>): Promise<void> {
    await runAsTenant(this.em, tenantId, () => runAsCommand(this.context(parcels), () => this.em.transactional(work)), { upkeep: true });
  }

  private context([first]: readonly Parcel[]): CommandContext {
    const event = first?.events[0];
    return {
      actorKind: 'system', actorId: this.durable, sessionId: null, action: this.durable, permission: null,
      requestId: event?.id ?? first?.id ?? '', address: null, userAgent: null, reason: null, traceparent: event?.traceparent, audit: 'bulk',
    };
  }
}
