import { topology, type ServiceName, type ServiceTopology } from '@kairos/contracts';

export type NatsUser = ServiceName | 'gateway' | 'admin';
export const natsUsers: NatsUser[] = ['admin', 'gateway', ...(Object.keys(topology) as ServiceName[])];

/**
 * The nats-server configuration: one user per service, who may publish its own subjects and consume its own durables
 * and nothing else. The admin alone creates streams; the gateway reads all streams and publishes to none.
 *
 * @param passwords one per user, made on the installation
 */
export function natsConfig(input: { host: string; port: number; storeDir: string; passwords: Record<NatsUser, string> }): string {
  const users = natsUsers.map((user) => ({ user, password: input.passwords[user], permissions: permissionsOf(user) }));
  // JSON is valid in a nats-server configuration.
  return `${JSON.stringify(
    { host: input.host, port: input.port, max_payload: 1_048_576, jetstream: { store_dir: input.storeDir }, authorization: { users } },
    null,
    2,
  )}\n`;
}

function permissionsOf(user: NatsUser) {
  if (user === 'admin') return { publish: '>', subscribe: '>' };
  const inbox = [`_INBOX.${user}.>`];
  if (user === 'gateway') return { publish: streams().flatMap(liveViewOf), subscribe: inbox };
  const own: ServiceTopology = topology[user];
  const consume = own.durables.flatMap(({ stream, name }) => [
    `$JS.API.CONSUMER.INFO.${stream}.${name}`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`,
    `$JS.ACK.${stream}.${name}.>`,
  ]);
  return { publish: [`${user}.>`, ...consume], subscribe: inbox };
}

function streams(): string[] {
  return Object.values<ServiceTopology>(topology).map(({ stream }) => stream);
}

// An ordered consumer is an ephemeral of its own: created, read and deleted, never acknowledged.
function liveViewOf(stream: string): string[] {
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.INFO.${stream}.*`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
    `$JS.API.CONSUMER.DELETE.${stream}.*`,
  ];
}
