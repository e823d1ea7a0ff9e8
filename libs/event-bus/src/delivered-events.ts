import type { JsMsg } from '@nats-io/jetstream';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CloudEvent, Durable, EventDefinition } from '@kairos/contracts';
import { databaseIsAway } from '@kairos/tenancy';
import type { EventConsumer } from './consumes.decorator.ts';
import type { CrashPoint } from './crash-point.ts';
import { writeDeadLetter } from './dead-letters.ts';
import { EventGroup } from './event-group.ts';
import type { HeldMessages } from './held-messages.ts';
import type { Parcel } from './inbox.ts';
import type { Log } from './log.ts';
import { readEvents, type OpenedMessage, type Unreadable } from './read-message.ts';
import type { RelayDatabase } from './relay-database.ts';

const maxDeliveries = 5;
/** So often only an event comes back that ends the process before it can fail. */
const hopelessDeliveries = 25;
const bytesAtOnce = 100_000;
const backoffMs = [200, 1000, 5000, 15_000];

export type DeliveryParts = { em: EntityManager; database: RelayDatabase; crash: CrashPoint; log: Log };
export type OpenedDelivery = { message: JsMsg; opened: OpenedMessage };
type Arrived = { message: JsMsg; opened: Extract<OpenedMessage, { kind: 'events' }> };
/** `isWhole`: every event of the message can be read. */
type Delivery = Parcel & { message: JsMsg; raw: readonly unknown[]; isWhole: boolean };
type Failed = { event: CloudEvent; error: unknown };
type Letter = Unreadable & { eventId: string | null; tenantId: string | null };

/** Gives a durable's messages their effect and answers them: acknowledged after the commit, asked for again, or set aside. */
export class DeliveredEvents {
  consumed = 0;

  constructor(
    private readonly durable: Durable,
    private readonly definitions: readonly EventDefinition[],
    private readonly consumer: EventConsumer,
    private readonly held: HeldMessages,
    private readonly parts: DeliveryParts,
  ) {}

  /** @throws Error when the database is away; what is answered by then stays so */
  async process(batch: readonly OpenedDelivery[]): Promise<void> {
    const ofTenants = new Map<string, Arrived[]>();
    for (const { message, opened } of batch) {
      if (!this.held.holds(message)) continue;
      if (opened.kind === 'beat') await this.beat(message, opened.beatAt);
      else if (opened.kind === 'unreadable') await this.bury(message, [{ batchIndex: 0, text: undefined, reason: opened.reason, eventId: null, tenantId: null }]);
      else ofTenants.set(opened.tenantId, [...(ofTenants.get(opened.tenantId) ?? []), { message, opened }]);
    }
    for (const [tenantId, arrived] of ofTenants) {
      const group = new EventGroup(this.parts.em, this.durable.name, this.consumer);
      if (!(await group.isWanted(tenantId))) await this.letPass(group, tenantId, arrived);
      else for (const some of bySize(arrived)) await this.takeIn(group, tenantId, some);
    }
  }

  private async takeIn(group: EventGroup, tenantId: string, arrived: readonly Arrived[]): Promise<void> {
    const deliveries: Delivery[] = [];
    for (const { message, opened } of arrived) {
      const { raw, events, unreadable } = readEvents(opened, this.definitions);
      const letters: Letter[] = unreadable.map((letter) => ({ ...letter, eventId: null, tenantId: null }));
      const hopeless = message.info.deliveryCount > hopelessDeliveries;
      if (hopeless) letters.push(...(await group.untaken(tenantId, events)).map((event) => letterOf(event, raw, 'delivered too often')));
      if (letters.length > 0) await this.write(message, letters);
      if (hopeless || (letters.length > 0 && events.length === 0)) this.held.term(message);
      else if (events.length === 0) this.held.ack(message);
      else deliveries.push({ message, raw, id: opened.id, events, isWhole: letters.length === 0 });
    }
    const together = deliveries.filter((delivery) => !standsApart(delivery));
    if (together.length > 0) await this.applyTogether(group, tenantId, together);
    for (const delivery of deliveries) if (standsApart(delivery)) await this.applyApart(group, tenantId, delivery);
  }

  private async letPass(group: EventGroup, tenantId: string, arrived: readonly Arrived[]): Promise<void> {
    const taken = arrived.filter(({ message: { subject } }) => this.definitions.some(({ type }) => subject.endsWith(type)));
    if (taken.length > 0) await group.pass(tenantId, taken.map(({ opened }) => opened.id));
    for (const { message } of arrived) this.held.ack(message);
  }

  /** All in one transaction; where that fails, message by message, and a batch that fails event by event. */
  private async applyTogether(group: EventGroup, tenantId: string, deliveries: readonly Delivery[]): Promise<void> {
    try {
      await group.apply(tenantId, deliveries);
    } catch (error) {
      if (databaseIsAway(error)) throw error;
      const [only] = deliveries;
      if (deliveries.length > 1) for (const delivery of deliveries) await this.applyTogether(group, tenantId, [delivery]);
      else if (only && only.events.length > 1) await this.applyApart(group, tenantId, only);
      else if (only?.events[0]) await this.retryOrBury(only, [{ event: only.events[0], error }]);
      return;
    }
    this.parts.crash.at('after-effect-before-ack');
    for (const { message, events } of deliveries) {
      this.held.ack(message);
      this.consumed += events.length;
    }
  }

  private async applyApart(group: EventGroup, tenantId: string, delivery: Delivery): Promise<void> {
    const failed: Failed[] = [];
    // From its end every other time: an event that ends the process is reached from both sides, and no other is left behind it.
    const events = delivery.message.info.deliveryCount % 2 === 0 ? delivery.events.toReversed() : delivery.events;
    for (const event of events) {
      try {
        await group.apply(tenantId, [{ id: event.id, events: [event] }]);
        this.consumed += 1;
      } catch (error) {
        if (databaseIsAway(error)) throw error;
        failed.push({ event, error });
      }
    }
    if (failed.length > 0) await this.retryOrBury(delivery, failed);
    else this.held.ack(delivery.message);
  }

  /** What failed is tried again with its message, and set aside in the end. */
  private async retryOrBury({ message, raw }: Delivery, failed: readonly Failed[]): Promise<void> {
    const deliveries = message.info.deliveryCount;
    for (const { event, error } of failed) this.parts.log.warn({ err: error, durable: this.durable.name, eventId: event.id, deliveries }, 'Event failed');
    if (deliveries >= maxDeliveries) await this.bury(message, failed.map(({ event, error }) => letterOf(event, raw, String(error))));
    else this.held.nak(message, backoffMs[Math.min(deliveries, backoffMs.length) - 1]);
  }

  private async beat(message: JsMsg, beatAt: Date): Promise<void> {
    await this.consumer.beat?.(beatAt);
    this.held.ack(message);
  }

  private async bury(message: JsMsg, letters: readonly Letter[]): Promise<void> {
    await this.write(message, letters);
    this.held.term(message);
  }

  private async write(message: JsMsg, letters: readonly Letter[]): Promise<void> {
    const { name: consumer, stream } = this.durable;
    for (const { text, ...letter } of letters) {
      await writeDeadLetter(this.parts.database, { ...letter, consumer, stream, streamSequence: message.seq, subject: message.subject, deliveries: message.info.deliveryCount, message: text ?? message.string() });
    }
  }
}

/** In their order, as many at a time as hold some hundred events: what one transaction gives its effect. */
function bySize(arrived: readonly Arrived[]): Arrived[][] {
  const parts: Arrived[][] = [];
  let bytes = bytesAtOnce;
  for (const one of arrived) {
    if (bytes >= bytesAtOnce) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(one);
    bytes += one.message.data.length;
  }
  return parts;
}

/**
 * A batch whose events are taken one by one: what nobody could read must stay out of the inbox, and with it the batch it came in; and an
 * event that ended the process again and again must not take the others with it.
 */
function standsApart({ events, isWhole, message }: Delivery): boolean {
  return !isWhole || (events.length > 1 && message.info.deliveryCount > maxDeliveries);
}

function letterOf(event: CloudEvent, raw: readonly unknown[], reason: string): Letter {
  const batchIndex = raw.findIndex((content) => (content as CloudEvent | null)?.id?.toLowerCase() === event.id);
  return { batchIndex, text: JSON.stringify(raw[batchIndex]), reason, eventId: event.id, tenantId: event.tenantid };
}
