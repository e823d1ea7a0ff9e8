import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Logger as WorkerLogger, parseCronItems, run, type Runner, type WorkerEvents } from 'graphile-worker';
import { Pool } from 'pg';
import type { UpkeepView } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { UPKEEP, type UpkeepJob, type UpkeepPlan } from './upkeep.decorator.ts';
import { UpkeepQueue } from './upkeep-queue.ts';

export const UPKEEP_OPTIONS = Symbol('UPKEEP_OPTIONS');
export type UpkeepOptions = { service: string; url: string | undefined };

type Kept = UpkeepPlan & { job: UpkeepJob };
type Due = Kept & { dueAt: string | null };
/** What graphile-worker says of a job that it made by the clock. */
type Payload = { _cron?: { ts?: string } } | null;

const nobody = '00000000-0000-0000-0000-000000000000';
const dayMs = 86_400_000;
const restMs = 5000;
const freeEveryMs = 5000;
/** One that listens, one that runs, one that holds the turn, one that looks after the others. */
const connections = 4;
const mostAttempts = 10;
/** How long a runner that stops, and what it took of the pool, is waited for once its jobs are at their end. */
const stopMs = 10_000;
/** Without a delay graphile-worker waits for nobody to tell of a job's end: not at its own end, and a failure there would end the process. */
const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** Runs the `@Upkeep` jobs of a service by the clock: each tick once among all replicas, each kind in one process at a time. */
@Injectable()
export class UpkeepRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private queue: UpkeepQueue | undefined;
  private runner: Runner | undefined;
  /** The tenant that a job of turns came to last. */
  private readonly lastOfTurn = new Map<string, string>();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(UPKEEP_OPTIONS) private readonly options: UpkeepOptions,
    private readonly discovery: DiscoveryService,
    private readonly em: EntityManager,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const jobs = this.jobs();
    if (this.options.url && jobs.length > 0) this.loop = this.keepRunning(this.options.url, jobs);
  }

  /** Lets the transaction at hand end; what is left of a job is done by the next process. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (this.runner) await stopped(this.runner);
    await this.loop;
  }

  /** @returns undefined where this process leaves upkeep to others */
  async states(): Promise<UpkeepView[] | undefined> {
    return this.queue?.states();
  }

  /** Nothing waits for upkeep: a database that is away ends no process, the runner just begins again. */
  private async keepRunning(url: string, jobs: Kept[]): Promise<void> {
    const pool = new Pool({ connectionString: url, max: connections, application_name: `${this.options.service}-jobs`, connectionTimeoutMillis: 20_000 });
    // What breaks is told by whoever uses it.
    pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
    const queue = new UpkeepQueue(pool, `${this.options.service}_jobs`);
    while (!this.stopping.signal.aborted) {
      await this.runOnce(pool, queue, jobs).catch((error: unknown) => this.log.warn({ err: error, msg: 'Upkeep cannot run' }));
      await sleep(restMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    await within(stopMs, pool.end());
  }

  private async runOnce(pool: Pool, queue: UpkeepQueue, jobs: Kept[]): Promise<void> {
    const taskList = Object.fromEntries(jobs.map((kept) => [kept.name, (payload: unknown) => this.perform(queue, { ...kept, dueAt: (payload as Payload)?._cron?.ts ?? null })]));
    const options = { backfillPeriod: dayMs, maxAttempts: mostAttempts };
    // One key per kind: ticks that nobody came to are one job.
    const parsedCronItems = parseCronItems(jobs.map(({ name, cron }) => ({ task: name, match: cron, identifier: name, options: { ...options, jobKey: name } })));
    const events: WorkerEvents = new EventEmitter();
    const broken = new Promise((resolve) => events.once('pool:fatalError', resolve));
    const runner = await run({ pgPool: pool, schema: queue.schema, concurrency: 1, noHandleSignals: true, taskList, parsedCronItems, preset, events, logger: this.workerLogger() });
    [this.runner, this.queue] = [runner, queue];
    if (this.stopping.signal.aborted) void stopped(runner);
    const free = () => void queue.freeAbandoned().then((freed) => freed > 0 && this.log.warn({ msg: 'Upkeep of a process that ended is taken up again', freed }), () => undefined);
    free();
    const timer = setInterval(free, freeEveryMs);
    // One whose jobs cannot be told of as done may never come to its own end (graphile/worker#636).
    await Promise.race([runner.promise, broken.then(() => stopped(runner))]).finally(() => clearInterval(timer));
  }

  private async perform(queue: UpkeepQueue, { dueAt, ...kept }: Due): Promise<void> {
    const { name } = kept;
    const startedAt = performance.now();
    const done = await queue.doOnce(name, dueAt, () => this.tendAll(kept));
    if (done) this.log.log({ msg: 'Upkeep done', name, ms: Math.round(performance.now() - startedAt) });
  }

  /** One tenant after the other; one that fails is no reason for the others to wait. */
  private async tendAll({ name, job, longestTurnMs }: Kept): Promise<void> {
    const { signal } = this.stopping;
    const turn = longestTurnMs === undefined ? undefined : AbortSignal.timeout(longestTurnMs);
    const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by tenant_id <= ?::uuid, tenant_id', [this.lastOfTurn.get(name) ?? nobody]);
    let failures = 0;
    for (const { tenant_id: tenantId } of tenants) {
      if (signal.aborted || turn?.aborted) break;
      if (turn) this.lastOfTurn.set(name, tenantId);
      await runAsTenant(this.em, tenantId, () => job.tend(signal, turn), { upkeep: true }).catch((error: unknown) => {
        failures += 1;
        this.log.error({ err: error, msg: 'Upkeep of a tenant failed', name, tenantId });
      });
    }
    if (signal.aborted) throw new Error('The process stops; another goes on.');
    if (failures > 0) throw new Error(`Upkeep failed for ${failures} of ${tenants.length} tenants.`);
  }

  private jobs(): Kept[] {
    return this.discovery.getProviders().flatMap((wrapper) => {
      const plan = wrapper.metatype && (Reflect.getMetadata(UPKEEP, wrapper.metatype) as UpkeepPlan | undefined);
      return plan ? [{ ...plan, job: wrapper.instance as UpkeepJob }] : [];
    });
  }

  private workerLogger(): WorkerLogger {
    return new WorkerLogger(() => (level, message) => {
      if (level === 'error') this.log.error({ msg: message });
      else if (level === 'warning') this.log.warn({ msg: message });
      else this.log.debug?.({ msg: message });
    });
  }
}

async function stopped(runner: Runner): Promise<void> {
  await within(stopMs, runner.stop().catch(() => undefined));
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })]);
}
