import pg from 'pg';
import type { JetStreamClient } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import type { Broker } from './broker.ts';
import type { CrashPoint } from './crash-point.ts';
import { heard } from './heard.ts';
import { inSlices } from './in-slices.ts';
import type { RelayDatabase, StoredMessage } from './relay-database.ts';
import { tenantHeader } from './read-message.ts';
import type { Log } from './log.ts';

const batchSize = 500;
const publishTimeoutMs = 5000;
const pollEveryMs = 1000;
const purgeEveryMs = 3_600_000;

export type RelayOptions = {
  service: string;
  /** A direct connection, because LISTEN does not pass a transaction pooler. Without one the poll alone carries the relay. */
  listenUrl: string | undefined;
  /** Published on its subject every `everyMs` while the outbox is empty: what came before it has been published. */
  beat?: { subject: string; everyMs: number };
};

/** Publishes outbox rows in order. Woken by NOTIFY, with a poll each second as the safety net. */
export class OutboxRelay {
  private running = false;
  private wake: () => void = () => undefined;
  private loop: Promise<void> | undefined;
  private listener: pg.Client | undefined;
  private lastBeatAt = 0;
  private lastPurgeAt = Date.now();
  published = 0;

  constructor(
    private readonly database: RelayDatabase,
    private readonly broker: Broker,
    private readonly options: RelayOptions,
    private readonly crash: CrashPoint,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running = true;
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.wake();
    this.broker.stopConnecting();
    await this.loop;
    await this.listener?.end().catch(() => undefined);
  }

  /**
   * Publishes batches, each lock, ordered select, publish with the event id as message id, mark, commit, until one is not
   * full: rows that are committed after its select announce themselves by a NOTIFY of their own.
   *
   * @returns whether the outbox was empty at the end; false when another relay is at work
   */
  private async drain(client: JetStreamClient): Promise<boolean> {
    for (let mayHoldMore = true; mayHoldMore; ) {
      if (!this.running) return false;
      const published = await this.database.publishNext(batchSize, async (messages) => {
        this.crash.at('after-commit-before-publish');
        const publishing: Promise<void>[] = [];
        await inSlices(messages, (message) => publishing.push(heard(publish(client, message))));
        await Promise.all(publishing);
        this.crash.at('after-publish-before-mark');
      });
      if (published === undefined) return false;
      this.published += published.count;
      mayHoldMore = published.mayHoldMore;
    }
    return true;
  }

  private async run(): Promise<void> {
    const client = await this.broker.client();
    if (!client) return;
    while (this.running) {
      const woken = this.untilWoken();
      try {
        await this.listen().catch((error: unknown) => this.log.warn({ err: error }, 'No LISTEN connection; the poll carries on'));
        const askedAt = new Date();
        if (await this.drain(client)) await this.beat(client, askedAt);
        await this.purge();
      } catch (error) {
        this.log.warn({ err: error }, 'Relay will try again');
      }
      await woken;
    }
  }

  private untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollEveryMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (!this.running) this.wake();
    });
  }

  private async listen(): Promise<void> {
    if (this.listener || !this.options.listenUrl) return;
    const listener = new pg.Client({ connectionString: this.options.listenUrl, application_name: `${this.options.service}-listen` });
    listener.on('notification', () => this.wake());
    listener.on('error', () => (this.listener = undefined));
    listener.on('end', () => (this.listener = undefined));
    await listener.connect();
    await listener.query(`listen ${this.options.service}_outbox`);
    this.listener = listener;
  }

  private async beat(client: JetStreamClient, beatAt: Date): Promise<void> {
    const { beat } = this.options;
    if (!beat || Date.now() - this.lastBeatAt < beat.everyMs || !this.broker.connected) return;
    await client.publish(beat.subject, JSON.stringify({ type: beat.subject, beatAt: beatAt.toISOString() }), { timeout: publishTimeoutMs });
    this.lastBeatAt = Date.now();
  }

  private async purge(): Promise<void> {
    if (Date.now() - this.lastPurgeAt < purgeEveryMs) return;
    this.lastPurgeAt = Date.now();
    await this.database.purge();
  }
}

async function publish(client: JetStreamClient, message: StoredMessage): Promise<void> {
  const told = headers();
  told.set(tenantHeader, message.tenant_id);
  await client.publish(message.subject, message.message, { msgID: message.event_id, timeout: publishTimeoutMs, headers: told });
}
