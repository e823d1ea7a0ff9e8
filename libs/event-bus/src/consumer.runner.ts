import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Durable } from '@kairos/contracts';
import { databaseIsAway } from '@kairos/tenancy';
import type { Broker } from './broker.ts';
import type { EventConsumer, Subscription } from './consumes.decorator.ts';
import type { CrashPoint } from './crash-point.ts';
import { EventGroup, type Delivery } from './event-group.ts';
import { writeDeadLetter } from './dead-letters.ts';
import { HeldMessages } from './held-messages.ts';
import { readMessage } from './read-message.ts';
import type { RelayDatabase } from './relay-database.ts';
import type { Log } from './log.ts';

const batchSize = 100;
const maxDeliveries = 5;
/** So often only an event comes back that ends the process before it can fail. */
const hopelessDeliveries = 25;
const backoffMs = [200, 1000, 5000, 15_000];
const databaseRestMs = 500;

export type RunnerParts = { em: EntityManager; broker: Broker; database: RelayDatabase; crash: CrashPoint; log: Log };

/** Pulls one durable in batches: one transaction per tenant, ack after commit, the bad message alone set aside. */
export class ConsumerRunner {
  private readonly waiting: JsMsg[] = [];
  private readonly held = new HeldMessages();
  private running = false;
  private wake: () => void = () => undefined;
  private loops: Promise<void>[] = [];
  private messages: ConsumerMessages | undefined;
  consumed = 0;

  constructor(
    private readonly durable: Durable,
    private readonly subscription: Subscription,
    private readonly consumer: EventConsumer,
    private readonly parts: RunnerParts,
  ) {}

  start(): void {
    this.running = true;
    this.loops = [this.pull(), this.work()];
  }

  async stop(): Promise<void> {
    this.running = false;
    this.wake();
    await this.messages?.close().catch(() => undefined);
    await this.loops[1];
    this.held.giveBack();
  }

  private async pull(): Promise<void> {
    while (this.running) {
      try {
        const client = await this.parts.broker.client();
        if (!client) return;
        const consumer = await client.consumers.get(this.durable.stream, this.durable.name);
        this.messages = await consumer.consume({ max_messages: 5 * batchSize, abort_on_missing_resource: true, idle_heartbeat: 1000, callback: (message) => this.arrive(message) });
        if (!this.running) await this.messages.close();
        await this.messages.closed();
      } catch (error) {
        if (this.running) this.parts.log.warn({ err: error, durable: this.durable.name }, 'Consumer will attach again');
      }
      if (this.running) await sleep(500);
    }
  }

  private arrive(message: JsMsg): void {
    this.held.hold(message);
    this.waiting.push(message);
    this.wake();
  }

  private async work(): Promise<void> {
    while (this.running) {
      if (this.waiting.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
      await this.untilProcessed(this.waiting.splice(0, batchSize));
    }
  }

  /** A database that is away is waited for, with the batch in hands: no event is to blame, so none is counted as failed. */
  private async untilProcessed(batch: JsMsg[]): Promise<void> {
    while (this.running) {
      try {
        return await this.process(batch);
      } catch (error) {
        this.parts.log.warn({ err: error, durable: this.durable.name }, 'Batch will be tried again');
        await sleep(databaseRestMs);
      }
    }
  }

  private async process(batch: JsMsg[]): Promise<void> {
    const groups = new Map<string, Delivery[]>();
    for (const message of batch) {
      const read = readMessage(message, this.subscription.definitions);
      if (read.kind === 'beat') await this.beat(message, read.beatAt);
      else if (read.kind === 'skip') this.held.ack(message);
      else if (read.kind === 'unreadable') await this.bury(message, read.reason, null, null);
      else if (message.info.deliveryCount > hopelessDeliveries) await this.bury(message, 'delivered too often', read.event.id, read.event.tenantid);
      else groups.set(read.event.tenantid, [...(groups.get(read.event.tenantid) ?? []), { message, event: read.event }]);
    }
    for (const [tenantId, deliveries] of groups) await this.applyGroup(tenantId, deliveries);
  }

  private async applyGroup(tenantId: string, deliveries: Delivery[]): Promise<void> {
    const group = new EventGroup(this.parts.em, this.durable.name, this.consumer);
    try {
      await group.apply(tenantId, deliveries.map((delivery) => delivery.event));
      this.parts.crash.at('after-effect-before-ack');
      for (const { message } of deliveries) this.held.ack(message);
      this.consumed += deliveries.length;
    } catch (error) {
      if (databaseIsAway(error)) throw error;
      if (deliveries.length === 1 && deliveries[0]) await this.retryOrBury(deliveries[0], error);
      else for (const delivery of deliveries) await this.applyGroup(tenantId, [delivery]);
    }
  }

  private async retryOrBury({ message, event }: Delivery, error: unknown): Promise<void> {
    const deliveries = message.info.deliveryCount;
    this.parts.log.warn({ err: error, durable: this.durable.name, eventId: event.id, deliveries }, 'Event failed');
    if (deliveries >= maxDeliveries) await this.bury(message, String(error), event.id, event.tenantid);
    else this.held.nak(message, backoffMs[Math.min(deliveries, backoffMs.length) - 1]);
  }

  private async beat(message: JsMsg, beatAt: Date): Promise<void> {
    await this.consumer.beat?.(beatAt);
    this.held.ack(message);
  }

  private async bury(message: JsMsg, reason: string, eventId: string | null, tenantId: string | null): Promise<void> {
    await writeDeadLetter(this.parts.database, {
      consumer: this.durable.name, stream: this.durable.stream, streamSequence: message.seq, subject: message.subject,
      eventId, tenantId, reason, deliveries: message.info.deliveryCount, message: message.string(),
    });
    this.held.term(message);
  }
}
