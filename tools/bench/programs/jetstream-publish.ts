/** The limit of the relay: messages with an id, acknowledged by JetStream, so many in flight, from nothing but memory. */
import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

export type PublishInput = { login: { servers: string; user: string; password: string }; subject: string; message: string; count: number; inFlight: number };

const { login, subject, message, count, inFlight } = JSON.parse(process.argv[2] ?? '{}') as PublishInput;
const connection = await connect({ servers: login.servers, user: login.user, pass: login.password, inboxPrefix: `_INBOX.${login.user}` });
const client = jetstream(connection);
let started = 0;

async function publisher(): Promise<void> {
  while (started++ < count) await client.publish(subject, message, { msgID: randomUUID(), timeout: 10_000 });
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: inFlight }, publisher));
process.stdout.write(JSON.stringify({ perSecond: (1000 * count) / (performance.now() - startedAt) }));
await connection.close();
