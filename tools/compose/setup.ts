/** One-shot work of a container deployment: `nats-config` before NATS starts, `database` once Postgres and NATS are up. */
import { join } from 'node:path';
import { variableOf } from '../stack/environments.ts';
import { ensureSigningKey, writePrivate } from '../stack/secrets.ts';

const keys = '/var/lib/kairos/keys';
const natsFolder = '/etc/kairos-nats';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment lacks ${name}`);
  return value;
}

const secret = (name: string): string => required(variableOf(name));

switch (process.argv[2]) {
  case 'nats-config': {
    const { brokerConfig } = await import('../stack/broker.ts');
    writePrivate(join(natsFolder, 'nats.conf'), brokerConfig({ host: '0.0.0.0', port: 4222, storeDir: '/data' }, secret));
    break;
  }
  case 'database': {
    const { migrate, provision } = await import('../stack/database.ts');
    const { ensureStreams } = await import('../stack/broker.ts');
    const stack = { databaseUrl: required('DATABASE_ADMIN_URL'), secret };
    await provision(stack);
    await migrate(stack);
    await ensureStreams(required('NATS_URL'), secret);
    ensureSigningKey(keys);
    break;
  }
  default:
    throw new Error('say what to set up: nats-config or database');
}
