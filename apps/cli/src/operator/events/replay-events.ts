import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { serviceNames, topology, type ServiceName, type ServiceTopology } from '@kairos/contracts';
import { ensureTopology, OperatorClient } from '@kairos/event-bus';
import { CliError } from '../../cli.errors.ts';
import { withDatabase } from '../database.ts';
import type { Operator } from '../operator.ts';
import { reach } from '../reach.ts';

const batchSize = 500;

/** `resetConsumer` forgets that this one consumer has seen the events, so that they take effect there once more. */
export type Replay = { stream: string; since: Date; resetConsumer: string | undefined };
export type Replayed = { stream: string; published: number; forgotten: number; reachesBackTo: string | null };
type Stored = { position: string; event_id: string; event_count: number; subject: string; message: string };

/**
 * Publishes again what the outbox of a stream's service has published since an instant. Each message gets a new message id,
 * because the stream drops the old one; the event id stays, so an inbox that has seen the event lets it pass without effect.
 * Streams and durables that were lost are made first.
 */
export async function replayEvents({ stream, since, resetConsumer }: Replay, operator: Pick<Operator, 'databaseUrl' | 'nats'>): Promise<Replayed> {
  const publisher = publisherOf(stream);
  const consumer = resetConsumer === undefined ? undefined : consumerOf(stream, resetConsumer);
  await reach('NATS', ensureTopology(operator.nats));
  const client = await reach('NATS', OperatorClient.connect(operator.nats));
  try {
    return await withDatabase(operator.databaseUrl, { readOnly: false, statementTimeoutMs: 60_000 }, async (database) => {
      const until = await lastPosition(database, publisher);
      const forgotten = consumer ? await forget(database, { publisher, consumer, durable: resetConsumer ?? '', since, until }) : 0;
      const published = await publishAgain(database, client, publisher, since, until);
      return { stream, published, forgotten, reachesBackTo: await oldest(database, publisher) };
    });
  } finally {
    await client.close();
  }
}

function publisherOf(stream: string): ServiceName {
  const publisher = serviceNames.find((service) => topology[service].stream === stream.toUpperCase());
  if (!publisher) throw new CliError(`There is no stream ${stream}: ${serviceNames.map((service) => topology[service].stream).join(', ')}.`);
  return publisher;
}

/** The service whose inbox a durable of the stream fills. */
function consumerOf(stream: string, durable: string): ServiceName {
  const isIt = ({ name, stream: followed }: { name: string; stream: string }) => name === durable && followed === stream.toUpperCase();
  const consumer = serviceNames.find((service) => topology[service].durables.some(isIt));
  if (consumer) return consumer;
  const known = Object.values<ServiceTopology>(topology).flatMap(({ durables }) => durables.filter(({ stream: followed }) => followed === stream.toUpperCase()));
  throw new CliError(`No consumer ${durable} follows ${stream}: ${known.map(({ name }) => name).join(', ')}.`);
}

/** What is recorded from here on is the relay's to publish. */
async function lastPosition(database: pg.Pool, publisher: ServiceName): Promise<string> {
  const { rows } = await database.query<{ position: string }>(`select coalesce(max(position), 0) as position from ${publisher}.outbox_message`);
  return rows[0]?.position ?? '0';
}

type Forget = { publisher: ServiceName; consumer: ServiceName; durable: string; since: Date; until: string };
async function forget(database: pg.Pool, { publisher, consumer, durable, since, until }: Forget): Promise<number> {
  const { rowCount } = await database.query(
    `delete from ${consumer}.inbox_message i using ${publisher}.outbox_event o
     where (i.event_id = o.event_id or i.event_id = o.message_id) and i.consumer = $1 and o.published_at >= $2 and o.position <= $3`,
    [durable, since, until],
  );
  return rowCount ?? 0;
}

async function publishAgain(database: pg.Pool, client: OperatorClient, publisher: ServiceName, since: Date, until: string): Promise<number> {
  const replayId = randomUUID();
  let [after, published] = ['0', 0];
  for (;;) {
    const { rows } = await database.query<Stored>(
      `select position, event_id, event_count, subject, message::text as message from ${publisher}.outbox_message
       where published_at >= $1 and position > $2 and position <= $3 order by position limit ${batchSize}`,
      [since, after, until],
    );
    await Promise.all(rows.map(({ event_id, subject, message }) => client.publish(subject, message, `${replayId}:${event_id}`)));
    published += rows.reduce((sum, { event_count: events }) => sum + events, 0);
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return published;
    after = last.position;
  }
}

async function oldest(database: pg.Pool, publisher: ServiceName): Promise<string | null> {
  const { rows } = await database.query<{ at: Date | null }>(`select min(published_at) as at from ${publisher}.outbox_message`);
  return rows[0]?.at?.toISOString() ?? null;
}
