import type { JsMsg } from '@nats-io/jetstream';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CloudEvent } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { runAsCommand, type CommandContext } from './command-context.ts';
import type { EventConsumer } from './consumes.decorator.ts';
import { takeFromInbox } from './inbox.ts';

export type Delivery = { message: JsMsg; event: CloudEvent };

/** The events of one tenant in a batch: one fresh fork, one transaction, inbox rows and effects together. */
export class EventGroup {
  constructor(
    private readonly em: EntityManager,
    private readonly durable: string,
    private readonly consumer: EventConsumer,
  ) {}

  async apply(tenantId: string, events: CloudEvent[]): Promise<void> {
    await runAsTenant(this.em, tenantId, () =>
      runAsCommand(this.context(events), () =>
        this.em.transactional(async (transaction) => {
          const fresh = await takeFromInbox(transaction, this.durable, tenantId, events.map((event) => event.id));
          for (const event of events) {
            // A batch may hold the same event twice; the first one takes it.
            if (fresh.delete(event.id)) await this.consumer.handle(event);
          }
        }),
      ), { upkeep: true },
    );
  }

  private context(events: CloudEvent[]): CommandContext {
    return {
      actorKind: 'system', actorId: this.durable, sessionId: null, action: this.durable, permission: null,
      requestId: events[0]?.id ?? '', address: null, userAgent: null, reason: null, traceparent: events[0]?.traceparent, audit: 'bulk',
    };
  }
}
