import { connect } from '@nats-io/transport-node';
import { AckPolicy, DeliverPolicy, jetstreamManager, StorageType, type JetStreamManager } from '@nats-io/jetstream';
import { topology, type Durable, type ServiceTopology } from '@kairos/contracts';

const nanos = (seconds: number) => seconds * 1_000_000_000;

/**
 * Creates or updates every stream and durable of the topology, as the admin user. Idempotent, and the only place that
 * does so: services hold no right to create either.
 */
export async function ensureTopology(admin: { servers: string; user: string; password: string }): Promise<void> {
  const connection = await connect({ servers: admin.servers, user: admin.user, pass: admin.password, name: 'topology' });
  try {
    const manager = await jetstreamManager(connection);
    for (const [service, { stream }] of Object.entries<ServiceTopology>(topology)) await ensureStream(manager, stream, [`${service}.>`]);
    for (const { durables } of Object.values<ServiceTopology>(topology)) for (const durable of durables) await ensureDurable(manager, durable);
  } finally {
    await connection.close();
  }
}

async function ensureStream(manager: JetStreamManager, name: string, subjects: string[]): Promise<void> {
  const config = { name, subjects, storage: StorageType.File, max_age: nanos(7 * 24 * 3600), duplicate_window: nanos(600) };
  const known = await manager.streams.info(name).catch(() => undefined);
  await (known ? manager.streams.update(name, config) : manager.streams.add(config));
}

async function ensureDurable(manager: JetStreamManager, durable: Durable): Promise<void> {
  const known = await manager.consumers.info(durable.stream, durable.name).catch(() => undefined);
  // Short, because a living consumer tells the broker twice a second what it still holds.
  const config = { filter_subject: durable.filter, ack_wait: nanos(2), max_ack_pending: 2000, max_deliver: -1 };
  if (known) await manager.consumers.update(durable.stream, durable.name, config);
  else await manager.consumers.add(durable.stream, { ...config, durable_name: durable.name, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All });
}
