import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { visibleTo } from '@kairos/auth';
import { definitionOf, matchesEventType, type CloudEvent, type RowScope } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { tellableBy } from './webhook-event-types.calc.ts';
import { WebhookMessages } from './webhook-messages.repository.ts';

type Listener = { id: string; eventTypes: string[]; ownerUserId: string; permissions: string[]; rowScope: RowScope };

/** Queues a message to each endpoint of the event's tenant that asked for such events and whose owner may see this one, at this moment. */
@Injectable()
export class WebhookListeners {
  readonly #asked = new WeakMap<object, Promise<Listener[]>>();

  constructor(
    private readonly em: EntityManager,
    private readonly messages: WebhookMessages,
  ) {}

  async tell({ id: eventId, tenantid: tenantId, type, time: timestamp, data }: CloudEvent): Promise<void> {
    const visibility = definitionOf(type)?.visibility;
    if (!visibility) return;
    for (const { id: webhookEndpointId, eventTypes, ownerUserId, permissions, rowScope } of await this.listeners()) {
      const wanted = eventTypes.some((pattern) => matchesEventType(pattern, type));
      if (!wanted || !visibleTo({ tenantId, userId: ownerUserId, permissions, rowScope }, { event: { tenantid: tenantId, data }, visibility })) continue;
      await this.messages.queue({ tenantId, webhookEndpointId, eventId, type, timestamp, data, ownerUserId });
    }
  }

  async areThere(): Promise<boolean> {
    const [found] = await tenantQuery<{ areThere: boolean }>(this.em, 'select exists(select from webhook_endpoint where active) as "areThere"');
    return found?.areThere ?? false;
  }

  /** Asked once for all events of a transaction. */
  private listeners(): Promise<Listener[]> {
    const transaction = this.em.getContext();
    const asked = this.#asked.get(transaction) ?? tenantQuery<Listener>(
      this.em,
      `select e.id, e.event_types as "eventTypes", e.owner_user_id as "ownerUserId", m.permissions, m.row_scope as "rowScope"
       from webhook_endpoint e join membership_access m on m.membership_id = e.owner_membership_id and m.active where e.active`,
    );
    this.#asked.set(transaction, asked);
    return asked;
  }
}

@Injectable()
abstract class QueueWebhooks implements EventConsumer {
  constructor(private readonly listeners: WebhookListeners) {}

  /** An import tells thousands of events, mostly to tenants that have no endpoint. */
  wants(): Promise<boolean> {
    return this.listeners.areThere();
  }

  handle(event: CloudEvent): Promise<void> {
    return this.listeners.tell(event);
  }
}

@Injectable()
@Consumes('intake-webhooks-of-assets', ...tellableBy('assets'))
export class QueueWebhooksWhenPlantsChange extends QueueWebhooks {}

@Injectable()
@Consumes('intake-webhooks-of-workflows', ...tellableBy('workflows'))
export class QueueWebhooksWhenDeadlinesChange extends QueueWebhooks {}

@Injectable()
@Consumes('intake-webhooks-of-intake', ...tellableBy('intake'))
export class QueueWebhooksWhenImportsRun extends QueueWebhooks {}
