import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { topology, type ServiceName, type ServiceTopology } from '@kairos/contracts';
import { Broker } from './broker.ts';
import { CONSUMES, type EventConsumer, type Subscription } from './consumes.decorator.ts';
import { ConsumerRunner } from './consumer.runner.ts';
import { CrashPoint } from './crash-point.ts';
import { EVENT_BUS_OPTIONS, type EventBusOptions } from './event-bus.options.ts';
import type { Log } from './log.ts';
import { OutboxRelay } from './outbox.relay.ts';
import { RelayDatabase } from './relay-database.ts';
import { takeAgain, type SetAside } from './take-again.ts';

export type EventBusHealth = { broker: 'up' | 'down'; backlog: number; published: number; consumed: number };

/** Runs a service's relay and consumers for as long as the application lives. */
@Injectable()
export class EventBus implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly crash: CrashPoint;
  private readonly log: Log;
  private readonly broker: Broker;
  private readonly database: RelayDatabase;
  private readonly relay: OutboxRelay;
  private runners: ConsumerRunner[] = [];

  constructor(
    @Inject(EVENT_BUS_OPTIONS) private readonly options: EventBusOptions,
    private readonly em: EntityManager,
    private readonly discovery: DiscoveryService,
  ) {
    this.log = options.log;
    this.crash = new CrashPoint(options.crashAt);
    this.broker = new Broker({ ...options.broker, service: options.service }, this.log);
    this.database = new RelayDatabase(options.relayUrl, options.service);
    this.relay = new OutboxRelay(this.database, this.broker, options, this.crash, this.log);
  }

  onApplicationBootstrap(): void {
    this.runners = this.subscriptions().map(({ durable, subscription, consumer }) => {
      const { em, broker, database, crash, log } = this;
      return new ConsumerRunner(durable, subscription, consumer, { em, broker, database, crash, log });
    });
    this.relay.start();
    for (const runner of this.runners) runner.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
    await this.relay.stop();
    await this.broker.close();
    await this.database.close();
  }

  async health(): Promise<EventBusHealth> {
    const [responds, backlog] = await Promise.all([this.broker.responds(), this.database.backlog()]);
    const consumed = this.runners.reduce((sum, runner) => sum + runner.consumed, 0);
    return { broker: responds ? 'up' : 'down', backlog, published: this.relay.published, consumed };
  }

  /** @returns why an event that was set aside failed again, or nothing once it has had its effect */
  takeAgain(letter: SetAside): Promise<string | undefined> {
    const taker = this.subscriptions().find(({ durable }) => durable.name === letter.consumer);
    if (!taker) return Promise.resolve('nobody takes it any more');
    const { subscription: { definitions }, consumer } = taker;
    return takeAgain(this.em, { durable: letter.consumer, definitions, consumer }, letter);
  }

  private subscriptions() {
    const own: ServiceTopology = topology[this.options.service as ServiceName];
    return this.discovery.getProviders().flatMap((wrapper) => {
      const subscription = wrapper.metatype && (Reflect.getMetadata(CONSUMES, wrapper.metatype) as Subscription | undefined);
      if (!subscription) return [];
      const name = subscription.durable.replace('{service}', this.options.service);
      const durable = own.durables.find((candidate) => candidate.name === name);
      if (!durable) throw new Error(`${wrapper.name} consumes '${name}', which the topology does not give to ${this.options.service}.`);
      return [{ durable, subscription, consumer: wrapper.instance as EventConsumer }];
    });
  }
}
