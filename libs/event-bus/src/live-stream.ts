import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerMessages, JetStreamClient, JsMsg } from '@nats-io/jetstream';
import { parseEnvelope, type CloudEvent } from '@kairos/contracts';
import { Broker, type BrokerOptions } from './broker.ts';
import type { Log } from './log.ts';

const lookAfterMs = 10_000;

/** `events` is empty for what is none, such as beats: its sequence number counts all the same. */
export type LiveMessage = { stream: string; sequence: number; events: CloudEvent[] };

export type LiveListener = {
  /** From here on every message of the stream after `sequence` is told in order. Told again when a stream was made anew. */
  opened(stream: string, sequence: number): void;
  told(message: LiveMessage): void;
};

type Position = { createdAt: string; sequence: number };

/** Tells a process what is published on whole streams, without a durable: for live views, never for effects. */
export class LiveStream {
  private readonly broker: Broker;
  private readonly stopping = new AbortController();
  private readonly open = new Map<string, ConsumerMessages>();
  private following: Promise<void>[] = [];

  /** @param streams what to follow, and how far back to begin */
  constructor(
    options: BrokerOptions,
    private readonly streams: { names: string[]; reachBackMs: number },
    private readonly listener: LiveListener,
    private readonly log: Log,
  ) {
    this.broker = new Broker(options, log);
  }

  get connected(): boolean {
    return this.broker.connected;
  }

  start(): void {
    this.following = this.streams.names.map((stream) => this.follow(stream));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.broker.stopConnecting();
    await Promise.all([...this.open.values()].map((messages) => messages.close().catch(() => undefined)));
    await Promise.all(this.following);
    await this.broker.close();
  }

  private async follow(stream: string): Promise<void> {
    const client = await this.broker.client();
    let position: Position | undefined;
    while (client && !this.stopping.signal.aborted) {
      try {
        const createdAt = await createdAtOf(client, stream);
        if (position?.createdAt !== createdAt) {
          position = { createdAt, sequence: await this.sequenceToBeginAfter(client, stream) };
          this.listener.opened(stream, position.sequence);
        }
        await this.read(client, stream, position);
      } catch (error) {
        this.log.warn({ err: error, stream }, 'Live view will attach again');
      }
      await sleep(500, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async read(client: JetStreamClient, stream: string, position: Position): Promise<void> {
    // By sequence, never by time: the client makes an ordered consumer again from its last sequence only.
    const consumer = await client.consumers.get(stream, { opt_start_seq: position.sequence + 1 });
    const messages = await consumer.consume({
      max_messages: 500,
      // A broker that restarts forgets this consumer; two missed beats and the client makes it again.
      idle_heartbeat: 1000,
      callback: (message) => {
        position.sequence = message.seq;
        this.listener.told({ stream, sequence: message.seq, events: eventsOf(message) });
      },
    });
    this.open.set(stream, messages);
    if (this.stopping.signal.aborted) await messages.close();
    const watch = setInterval(() => void this.closeWhenMadeAnew(client, stream, position, messages), lookAfterMs);
    await messages.closed().finally(() => clearInterval(watch));
    this.open.delete(stream);
  }

  /** A lost and rebuilt store counts from one again: what was read before says nothing about it. */
  private async closeWhenMadeAnew(client: JetStreamClient, stream: string, position: Position, messages: ConsumerMessages): Promise<void> {
    const createdAt = await createdAtOf(client, stream).catch(() => position.createdAt);
    if (createdAt !== position.createdAt) await messages.close();
  }

  private async sequenceToBeginAfter(client: JetStreamClient, stream: string): Promise<number> {
    const probe = await client.consumers.get(stream, { opt_start_time: new Date(Date.now() - this.streams.reachBackMs).toISOString() });
    const { delivered } = await probe.info(true);
    await probe.delete();
    return delivered.stream_seq;
  }
}

async function createdAtOf(client: JetStreamClient, stream: string): Promise<string> {
  const manager = await client.jetstreamManager(false);
  return (await manager.streams.info(stream)).created;
}

function eventsOf(message: JsMsg): CloudEvent[] {
  return contentsOf(message).flatMap((content) => {
    try {
      return [parseEnvelope(content)];
    } catch {
      return [];
    }
  });
}

function contentsOf(message: JsMsg): unknown[] {
  try {
    return [message.json<unknown>()].flat();
  } catch {
    return [];
  }
}
