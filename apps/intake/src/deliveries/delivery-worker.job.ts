import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { DeliveryOrigins, type DueDelivery, type OriginKind } from './delivery-origins.ts';
import type { SendResult } from './delivery-outcome.calc.ts';
import { DeliveryResults } from './delivery-results.repository.ts';
import { DeliveryTurns, type Turns } from './delivery-turns.repository.ts';
import { SendDelivery } from './send-delivery.ts';

const goneRestMs = 60_000;
const partingMs = 5000;
type Batch = Turns & { kind: OriginKind };
type Row = DueDelivery & { origin: OriginKind };

/** Sends what is due, many at once and never more than its share to one tenant, for as long as the service runs. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly onTheWay = new Map<string, number>();
  private readonly ended = new Map<string, { batch: Batch; results: SendResult[] }>();
  private readonly running = new Set<Promise<void>>();
  private loop: Promise<void> = Promise.resolve();
  private storing: Promise<void> | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly turns: DeliveryTurns,
    private readonly results: DeliveryResults,
    private readonly origins: DeliveryOrigins,
    private readonly send: SendDelivery,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'DELIVERY_CONCURRENCY' | 'DELIVERY_POLL_MS'>,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.DELIVERY_CONCURRENCY > 0) this.loop = this.work();
  }

  /** What is on its way gets a moment to arrive; the rest is sent again by another worker when its lease is over. */
  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.loop;
    await Promise.race([Promise.all(this.running), sleep(partingMs, undefined, { ref: false })]);
    while (this.storing) await this.storing;
  }

  private async work(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const turns = await this.next().catch((error: unknown) => void this.log.warn({ err: error, msg: 'Deliveries cannot be claimed' }));
      if (turns && turns.deliveryIds.length > 0) this.begin(turns);
      else await this.pause(turns ? 10 : this.config.DELIVERY_POLL_MS);
    }
  }

  /** Until something may be due, or somebody's place is free again. */
  private async pause(ms: number): Promise<void> {
    const woken = new AbortController();
    this.wake = () => woken.abort();
    await sleep(ms, undefined, { signal: AbortSignal.any([this.stop.signal, woken.signal]) }).catch(() => undefined);
  }

  private async next(): Promise<Turns | undefined> {
    const total = [...this.onTheWay.values()].reduce((sum, count) => sum + count, 0);
    const free = this.config.DELIVERY_CONCURRENCY - total;
    if (free <= 0) return undefined;
    // One tenant whose hosts all hang must leave room for the others.
    const share = Math.max(1, Math.ceil((this.config.DELIVERY_CONCURRENCY * 2) / 3));
    const full = [...this.onTheWay].filter(([, count]) => count >= share).map(([tenantId]) => tenantId);
    return this.turns.claim(Math.min(free, share), full);
  }

  private begin(turns: Turns): void {
    const { tenantId, deliveryIds } = turns;
    this.onTheWay.set(tenantId, (this.onTheWay.get(tenantId) ?? 0) + deliveryIds.length);
    const run = this.sendAll(turns)
      .catch((error: unknown) => {
        this.log.warn({ err: error, msg: 'Deliveries wait for their lease to end', originId: turns.originId });
      })
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async sendAll(turns: Turns): Promise<void> {
    const { tenantId, originId, token } = turns;
    let left = turns.deliveryIds.length;
    const free = (count: number): void => {
      left -= count;
      const rest = (this.onTheWay.get(tenantId) ?? 0) - count;
      if (rest > 0) this.onTheWay.set(tenantId, rest);
      else this.onTheWay.delete(tenantId);
    };
    try {
      await this.results.asWorker(tenantId, originId, async () => {
        const due = await this.read(turns.deliveryIds);
        const kind = due[0]?.origin;
        const origin = kind && (await this.origins.of(kind).open(originId));
        if (!origin) return this.turns.giveBack(token, turns.deliveryIds, goneRestMs);
        await Promise.all(due.map(async (delivery) => {
          this.keep({ ...turns, kind }, await this.send.execute(origin, delivery, token));
          free(1);
        }));
      });
    } finally {
      free(left);
    }
  }

  private read(deliveryIds: readonly string[]): Promise<Row[]> {
    return tenantQuery<Row>(
      this.em,
      `select id, origin, topic, event_id as "eventId", idempotency_key as "idempotencyKey", payload, attempts, created_at as "createdAt" from delivery where id = any($1::uuid[]) and status = 'pending'`,
      [deliveryIds],
    );
  }

  /** Results that end while others are being stored are stored together. */
  private keep(batch: Batch, result: SendResult): void {
    const waiting = this.ended.get(batch.originId) ?? { batch, results: [] };
    waiting.results.push(result);
    this.ended.set(batch.originId, waiting);
    this.storing ??= this.storeAll();
  }

  private async storeAll(): Promise<void> {
    try {
      for (let [first] = this.ended; first; [first] = this.ended) {
        const [originId, { batch, results }] = first;
        this.ended.delete(originId);
        await this.results.store(batch, results).catch((error: unknown) => this.log.warn({ err: error, msg: 'Results of deliveries are not stored: they are sent again', originId }));
        this.wake();
      }
    } finally {
      // In the same turn as the last look: a result kept after it begins anew.
      this.storing = undefined;
    }
  }
}
