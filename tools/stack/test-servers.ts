import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresAccount } from './account.ts';
import { openHome, wipeHome } from './home.ts';
import { requireNatsServer } from './nats-binary.ts';
import { freePort } from './ports.ts';
import { startPostgres, stopPostgresOn } from './postgres.ts';
import { newSecret } from './secrets.ts';

export type TestServers = { environment: Record<string, string>; stop(): Promise<void> };

/** A throw-away Postgres on a free port, and the nats-server that each test stack starts for itself. */
export async function startTestServers(): Promise<TestServers> {
  const natsServer = requireNatsServer();
  const account = postgresAccount();
  const home = openHome(mkdtempSync(join(tmpdir(), 'kairos-test-')), account);
  const [port, password] = [await freePort(), newSecret()];
  await startPostgres({
    binaries: home.postgresBinaries,
    data: home.postgresData,
    logFile: join(home.logs, 'postgres.log'),
    port,
    password,
    account,
    settings: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=400'],
  });
  return {
    environment: {
      KAIROS_TEST_ADMIN_URL: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      KAIROS_TEST_NATS_SERVER: natsServer,
      // Programs are started many times over: what Node compiled once it finds there again.
      NODE_COMPILE_CACHE: join(home.run, 'compiled'),
    },
    stop: async () => {
      await stopPostgresOn(home.postgresData);
      wipeHome(home);
    },
  };
}
