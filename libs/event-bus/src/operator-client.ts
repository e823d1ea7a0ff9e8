import { connect, type NatsConnection } from '@nats-io/transport-node';
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';

export type NatsLogin = { servers: string; user: string; password: string };

/** A short-lived connection for operators, benchmarks and tests: publish as a user, read a stream whole. */
export class OperatorClient {
  private constructor(private readonly connection: NatsConnection) {}

  static async connect({ servers, user, password }: NatsLogin): Promise<OperatorClient> {
    return new OperatorClient(await connect({ servers, user, pass: password, name: `operator-${user}`, inboxPrefix: `_INBOX.${user}`, timeout: 5000 }));
  }

  async publish(subject: string, message: string, messageId?: string): Promise<void> {
    await jetstream(this.connection, { timeout: 2000 }).publish(subject, message, messageId ? { msgID: messageId } : {});
  }

  /** A raw request, for asking what a user may not. */
  async request(subject: string, payload = ''): Promise<string> {
    return (await this.connection.request(subject, payload, { timeout: 2000 })).string();
  }

  /** Every message of a stream in order, as the admin. */
  async *messages(stream: string): AsyncGenerator<{ sequence: number; subject: string; message: string }> {
    const manager = await jetstreamManager(this.connection);
    const { messages } = (await manager.streams.info(stream)).state;
    if (messages === 0) return;
    const consumer = await jetstream(this.connection).consumers.get(stream, { deliver_policy: DeliverPolicy.All });
    for await (const message of await consumer.consume()) {
      yield { sequence: message.seq, subject: message.subject, message: message.string() };
      if (message.info.pending === 0) return;
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
