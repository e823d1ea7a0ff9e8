/** What the benchmarks run on: a Postgres with its usual durability, a NATS server, and services as processes of their own. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { postgresAccount } from '../stack/account.ts';
import { brokerConfig, ensureStreams } from '../stack/broker.ts';
import { Closers } from '../stack/closers.ts';
import { ensureDatabase, migrate, provision } from '../stack/database.ts';
import { environmentOf, natsSecret, portOf, secretNames } from '../stack/environments.ts';
import type { Program, Stack } from '../stack/environments.ts';
import { openHome, repository, wipeHome } from '../stack/home.ts';
import type { Home } from '../stack/home.ts';
import { requireNatsServer } from '../stack/nats-binary.ts';
import { startNats, stopNatsIn } from '../stack/nats.ts';
import { freePort, freeRange } from '../stack/ports.ts';
import { startPostgres, stopPostgresOn } from '../stack/postgres.ts';
import { ensureSigningKey, loadSecrets } from '../stack/secrets.ts';
import { Issuer } from './issuer.ts';
import type { Caller } from './issuer.ts';
import { startProgram } from './programs.ts';
import type { RunningProgram } from './programs.ts';

export class BenchStack {
  readonly stack: Stack;
  readonly admin: pg.Pool;
  readonly issuer: Issuer;
  readonly closers: Closers;
  private readonly profileInto: string | undefined;

  private constructor(stack: Stack, issuer: Issuer, closers: Closers, profileInto: string | undefined) {
    this.stack = stack;
    this.issuer = issuer;
    this.closers = closers;
    this.profileInto = profileInto;
    this.admin = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
    closers.add(() => this.admin.end());
  }

  /** @param profileInto folder for CPU profiles of the services, when wanted */
  static async start(closers: Closers, profileInto?: string): Promise<BenchStack> {
    const home = openHome(mkdtempSync(join(tmpdir(), 'kairos-bench-')), postgresAccount());
    closers.add(() => Promise.resolve(wipeHome(home)));
    const secret = loadSecrets(home.root, secretNames());
    ensureSigningKey(home.keys);
    const databaseUrl = await ownPostgres(home, secret, closers);
    const natsUrl = await ownNats(home, secret, closers);
    const stack: Stack = { gatewayPort: await freeRange(5), databaseUrl, natsUrl, keys: home.keys, files: home.files, secret };
    await provision(stack);
    await migrate(stack);
    await ensureStreams(natsUrl, secret);
    const issuer = new Issuer();
    await issuer.listen(portOf('identity', stack.gatewayPort));
    closers.add(() => issuer.close());
    return new BenchStack(stack, issuer, closers, profileInto);
  }

  get operator(): { servers: string; user: string; password: string } {
    return { servers: this.stack.natsUrl, user: 'admin', password: this.stack.secret(natsSecret('admin')) };
  }

  /** Forgets what earlier benchmarks published, so that a consumer starts with what is new. */
  async purgeStream(name: string): Promise<void> {
    const { servers, user, password } = this.operator;
    const connection = await connect({ servers, user, pass: password });
    await (await jetstreamManager(connection)).streams.purge(name);
    await connection.close();
  }

  urlOf(program: Program): string {
    return `http://127.0.0.1:${portOf(program, this.stack.gatewayPort)}`;
  }

  /** Starts one service as it runs in production and waits until it is ready. */
  async service(name: Program, environment: Record<string, string> = {}): Promise<RunningProgram> {
    const path = name === 'gateway' ? '/healthz/live' : '/healthz/ready';
    const profile = this.profileInto ? ['--cpu-prof', `--cpu-prof-dir=${join(this.profileInto, name)}`] : [];
    const program = await startProgram(entryOf(name), {
      environment: { ...environmentOf(this.stack, name), LOG_LEVEL: 'warn', ...environment },
      readyUrl: `${this.urlOf(name)}${path}`,
      nodeOptions: profile,
    });
    this.closers.add(() => program.stop());
    return program;
  }

  /** A caller with every permission, known to a service's access projection. */
  caller(service: string, tenantId: string): Promise<Caller & { token: string }> {
    return this.callerOf([service], tenantId);
  }

  /** The same caller, known to several services. */
  async callerOf(services: string[], tenantId: string): Promise<Caller & { token: string }> {
    const caller: Caller = { userId: randomUUID(), tenantId, membershipId: randomUUID(), sessionId: randomUUID() };
    for (const service of services) await this.makeKnown(service, caller);
    return { ...caller, token: this.issuer.token(caller) };
  }

  private async makeKnown(service: string, { membershipId, tenantId, userId }: Caller): Promise<void> {
    await this.admin.query(
      `insert into ${service}.membership_access (membership_id, tenant_id, user_id, active, roles, permissions, row_scope, authz_version)
       values ($1, $2, $3, true, '{}', '{*}', '{"plants": "all"}', 1)`,
      [membershipId, tenantId, userId],
    );
    // Identity beats every 15 s; here one beat lasts for the whole run.
    await this.admin.query(
      `insert into ${service}.access_beat values (true, now() + interval '1 day') on conflict (singleton) do update set beat_at = excluded.beat_at`,
    );
  }
}

export function entryOf(program: string): string {
  return join(repository, 'apps', program, 'dist', 'main.js');
}

export function isBuilt(program: string): boolean {
  return existsSync(entryOf(program));
}

async function ownPostgres(home: Home, secret: Stack['secret'], closers: Closers): Promise<string> {
  const [port, password] = [await freePort(), secret('postgres')];
  closers.add(() => stopPostgresOn(home.postgresData));
  await startPostgres({ binaries: home.postgresBinaries, data: home.postgresData, logFile: join(home.logs, 'postgres.log'), port, password, account: postgresAccount() });
  return ensureDatabase(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, 'kairos');
}

async function ownNats(home: Home, secret: Stack['secret'], closers: Closers): Promise<string> {
  const port = await freePort();
  const config = brokerConfig({ host: '127.0.0.1', port, storeDir: join(home.nats, 'store') }, secret);
  closers.add(() => stopNatsIn(home.nats));
  await startNats({ binary: requireNatsServer(), folder: home.nats, logFile: join(home.logs, 'nats.log'), port, config });
  return `nats://127.0.0.1:${port}`;
}
