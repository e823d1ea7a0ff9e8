import { ensureTopology, natsConfig, natsUsers } from '@kairos/event-bus';
import type { NatsUser } from '@kairos/event-bus';
import { natsSecret } from './environments.ts';

type Passwords = Record<NatsUser, string>;

/** The configuration of a NATS server in which every service is a user of its own. */
export function brokerConfig(address: { host: string; port: number; storeDir: string }, secret: (name: string) => string): string {
  const passwords = Object.fromEntries(natsUsers.map((user) => [user, secret(natsSecret(user))])) as Passwords;
  return natsConfig({ ...address, passwords });
}

/** Creates or updates streams and durables. */
export async function ensureStreams(servers: string, secret: (name: string) => string): Promise<void> {
  await ensureTopology({ servers, user: 'admin', password: secret(natsSecret('admin')) });
}
