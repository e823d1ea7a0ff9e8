import { Injectable, Optional } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { EventBus } from '@kairos/event-bus';

/** Prometheus metrics of one service, on a registry of its own. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  constructor(@Optional() bus?: EventBus) {
    collectDefaultMetrics({ register: this.registry });
    if (bus) this.observeBus(bus);
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  private observeBus(bus: EventBus): void {
    const registers = [this.registry];
    const backlog = new Gauge({ name: 'outbox_backlog_messages', help: 'Outbox rows not yet published', registers });
    const broker = new Gauge({ name: 'broker_up', help: '1 when NATS answers', registers });
    const published = new Counter({ name: 'outbox_published_total', help: 'Outbox rows published by this process', registers });
    const consumed = new Counter({ name: 'inbox_consumed_total', help: 'Events consumed by this process', registers });
    const health = new Gauge({
      name: 'event_bus_scraped',
      help: '1 when the figures of the event bus could be read',
      registers,
      collect: async () => {
        const now = await bus.health().catch(() => undefined);
        health.set(now ? 1 : 0);
        if (!now) return;
        backlog.set(now.backlog);
        broker.set(now.broker === 'up' ? 1 : 0);
        published.reset();
        published.inc(now.published);
        consumed.reset();
        consumed.inc(now.consumed);
      },
    });
  }
}
