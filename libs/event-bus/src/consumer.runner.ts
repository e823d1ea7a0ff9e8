import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { Durable } from '@kairos/contracts';
import type { Broker } from './broker.ts';
import type { EventConsumer, Subscription } from './consumes.decorator.ts';
import { DeliveredEvents, type DeliveryParts, type OpenedDelivery } from './delivered-events.ts';
import { HeldMessages } from './held-messages.ts';
import { openMessage } from './read-message.ts';

const batchSize = 100;
const databaseRestMs = 500;

export type RunnerParts = DeliveryParts & { broker: Broker };

/** Pulls one durable in batches: one transaction per tenant, ack after commit, the bad message alone set aside. */
export class ConsumerRunner {
  private readonly waiting: JsMsg[] = [];
  private readonly held = new HeldMessages();
  private running = false;
  private wake: () => void = () => undefined;
  private loops: Promise<void>[] = [];
  private messages: ConsumerMessages | undefined;
  private readonly deliveries: DeliveredEvents;

  constructor(
    private readonly durable: Durable,
    subscription: Subscription,
    consumer: EventConsumer,
    private readonly parts: RunnerParts,
  ) {
    this.deliveries = new DeliveredEvents(durable, subscription.definitions, consumer, this.held, parts);
  }

  get consumed(): number {
    return this.deliveries.consumed;
  }

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
      await this.untilProcessed(this.waiting.splice(0, batchSize).map((message) => ({ message, opened: openMessage(message) })));
    }
  }

  /** A database that is away is waited for, with the batch in hands: no event is to blame, so none is counted as failed. */
  private async untilProcessed(batch: readonly OpenedDelivery[]): Promise<void> {
    while (this.running) {
      try {
        return await this.deliveries.process(batch);
      } catch (error) {
        this.parts.log.warn({ err: error, durable: this.durable.name }, 'Batch will be tried again');
        await sleep(databaseRestMs);
      }
    }
  }
}
