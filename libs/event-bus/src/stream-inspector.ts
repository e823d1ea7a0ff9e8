import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsLogin } from './operator-client.ts';

export type StreamState = { messages: number; firstSequence: number; lastSequence: number };
/** `pending` waits in the stream for a durable; `unacknowledged` was given to it and is not answered yet. */
export type DurableState = { pending: number; unacknowledged: number; redelivered: number };

/** Looks at streams and durables as the admin and changes nothing. */
export class StreamInspector {
  private constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
  ) {}

  static async connect({ servers, user, password }: NatsLogin): Promise<StreamInspector> {
    const connection = await connect({ servers, user, pass: password, name: 'inspector', timeout: 3000, reconnect: false });
    return new StreamInspector(connection, await jetstreamManager(connection, { timeout: 3000 }));
  }

  /** @returns undefined when the stream does not exist */
  async stream(name: string): Promise<StreamState | undefined> {
    const info = await this.manager.streams.info(name).catch(missing);
    return info && { messages: info.state.messages, firstSequence: info.state.first_seq, lastSequence: info.state.last_seq };
  }

  /** @returns undefined when the durable does not exist */
  async durable(stream: string, name: string): Promise<DurableState | undefined> {
    const info = await this.manager.consumers.info(stream, name).catch(missing);
    return info && { pending: info.num_pending, unacknowledged: info.num_ack_pending, redelivered: info.num_redelivered };
  }

  /** How many of the last messages of a stream carry a message id that another of them carries too. */
  async repeatedMessageIds(stream: string, last: number): Promise<{ looked: number; repeated: number }> {
    const state = await this.stream(stream);
    if (!state || state.messages === 0) return { looked: 0, repeated: 0 };
    const from = Math.max(state.firstSequence, state.lastSequence - last + 1);
    const consumer = await jetstream(this.connection, { timeout: 3000 }).consumers.get(stream, { opt_start_seq: from, headers_only: true });
    const seen = new Set<string>();
    let [looked, repeated] = [0, 0];
    const messages = await consumer.consume({ max_messages: 2000 });
    for await (const message of messages) {
      looked += 1;
      const id = message.headers?.get('Nats-Msg-Id');
      if (id && seen.has(id)) repeated += 1;
      if (id) seen.add(id);
      if (message.info.pending === 0) break;
    }
    await messages.close();
    return { looked, repeated };
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

function missing(error: unknown): undefined {
  if (/not found/i.test(String(error))) return undefined;
  throw error;
}
