import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceNames, topology, type ServiceName } from '@kairos/contracts';
import { freePorts, ApiClient, eventually, grantAccess, rolePasswords, TestDatabase, TestIssuer, TestNats, adminUrl, type TokenFacts } from '@kairos/testing';
import { everyService, type Migratable } from '../installation.ts';
import type { Operator } from '../operator.ts';
import { subscriptions, undelivered } from '../undelivered.sql.ts';

const host = fileURLToPath(new URL('../../../../host/dist/main.js', import.meta.url));
const plants = '/api/v1/assets/plants';

/** A whole installation: every service and the gateway in one process, with a folder as `up` makes it. */
export class Installation {
  private child: ChildProcess | undefined;
  readonly home = mkdtempSync(join(tmpdir(), 'kairos operator '));
  readonly tenantId = randomUUID();

  private constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
    private readonly issuer: TestIssuer,
    private readonly ports: Record<string, number>,
  ) {}

  static async start(services: readonly Migratable[] = everyService): Promise<Installation> {
    const [database, nats, issuer] = await Promise.all([TestDatabase.create([...services]), TestNats.start(), TestIssuer.start()]);
    const programs = [...serviceNames, 'gateway'];
    const first = await freePorts(programs.length);
    const ports = Object.fromEntries(programs.map((name, index) => [name, first + index]));
    const installation = new Installation(database, nats, issuer, ports);
    installation.writeHome();
    await installation.resume();
    return installation;
  }

  get operator(): Operator {
    const owner = (service: ServiceName) => [service, this.database.url(service, 'owner')] as const;
    return {
      home: this.home, gatewayUrl: this.urlOf('gateway'), databaseUrl: adminUrl(this.database.name), ownerUrls: Object.fromEntries(serviceNames.map(owner)),
      nats: { servers: this.nats.url, ...this.nats.user('admin') }, keys: join(this.home, 'keys'), files: join(this.home, 'files'), documents: join(this.home, 'documents'), environments: this.environments(),
    };
  }

  /** Starts the services, or starts them again. */
  async resume(): Promise<void> {
    this.child = spawn(process.execPath, [host], { env: { KAIROS_ENVIRONMENTS: JSON.stringify(this.environments()) }, stdio: ['ignore', 'ignore', 'inherit'] });
    const isHealthy = () => fetch(`${this.urlOf('gateway')}/healthz`).then(async (answer) => ((await answer.json()) as { status: string }).status, () => 'away');
    await eventually(isHealthy, (status) => status === 'ok', 30_000);
  }

  /** Ends the services without warning. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Registers plants through the API and waits until everybody has heard of them. */
  async registerPlants(count: number, facts: object = {}): Promise<void> {
    const caller: TokenFacts = { userId: randomUUID(), tenantId: this.tenantId, membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 };
    await grantAccess(this.database, 'assets', caller, ['assets.*']);
    const api = new ApiClient(this.urlOf('assets'), this.issuer.token(caller));
    for (let index = 0; index < count; index++) {
      await api.post(plants, { code: `P-${randomUUID()}`, name: `Centrale n. ${index} — Alà «è»`, type: 'Wind', capacityKw: '998.5', status: 'In Operation', ...facts }).expect(201);
    }
    await this.settled();
  }

  /** Nothing is to be published and nothing on its way. */
  async settled(): Promise<void> {
    const unpublished = serviceNames.map((service) => `(select count(*) from ${service}.outbox_message where published_at is null)`);
    const underway = subscriptions.map((subscription) => `(select count(*) from ${subscription.publisher}.outbox_message o where ${undelivered(subscription)})`);
    const waiting = async () => (await this.database.admin.query<{ waiting: number }>(`select (${[...unpublished, ...underway].join(' + ')})::int as waiting`)).rows[0]?.waiting;
    await eventually(waiting, (count) => count === 0, 30_000);
  }

  /** An hour passes for all that is stored: checks leave alone what happened a moment ago. */
  async age(): Promise<void> {
    for (const service of serviceNames) await this.database.admin.query(`update ${service}.outbox_message set published_at = published_at - interval '1 hour'`);
    await this.database.admin.query(`update assets.plant set updated_at = updated_at - interval '1 hour'`);
  }

  async stop(): Promise<void> {
    await this.kill();
    this.issuer.stop();
    await Promise.all([this.nats.stop(), this.database.drop()]);
    rmSync(this.home, { recursive: true, force: true });
  }

  private urlOf(program: string): string {
    return `http://127.0.0.1:${this.ports[program]}`;
  }

  private writeHome(): void {
    for (const name of ['keys', join('files', this.tenantId, 'ab'), join('documents', this.tenantId, 'cd')]) mkdirSync(join(this.home, name), { recursive: true });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const secrets = Object.fromEntries(serviceNames.flatMap((service) => Object.entries(rolePasswords(service)).map(([kind, password]) => [`postgres:${service}_${kind}`, password])));
    const files: Record<string, string | Buffer> = {
      'keys/2026-01-01-test.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }),
      'secrets.json': JSON.stringify(secrets),
      'operator.json': '{}',
      [join('files', this.tenantId, 'ab', 'ab'.repeat(32))]: Buffer.from([0, 255, 13, 10, 200]),
      [join('documents', this.tenantId, 'cd', 'cd'.repeat(32))]: Buffer.from('%PDF-1.7'),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.home, name), content, { mode: 0o600 });
  }

  private environments(): Record<string, Record<string, string>> {
    const common = (program: ServiceName | 'gateway') => {
      const { user, password } = this.nats.user(program);
      return {
        PORT: String(this.ports[program]), LOG_LEVEL: 'silent', NATS_URL: this.nats.url, NATS_USER: user, NATS_PASSWORD: password,
        JWKS_URL: `${this.issuer.url}/jwks`, IDENTITY_URL: this.issuer.url, SIGNING_KEYS_DIR: join(this.home, 'keys'),
        ASSETS_URL: this.urlOf('assets'), WORKFLOWS_URL: this.urlOf('workflows'), FILES_DIR: join(this.home, program === 'workflows' ? 'documents' : 'files'), SEALING_KEYS_DIR: join(this.home, 'keys'), SERVICE_SECRET: 'a secret of a test',
      };
    };
    const service = (name: ServiceName) => ({
      ...common(name), DATABASE_URL: this.database.url(name, 'app'), DATABASE_RELAY_URL: this.database.url(name, 'relay'), DATABASE_DIRECT_URL: this.database.url(name, 'relay'),
    });
    const urls = Object.fromEntries(Object.keys(topology).map((name) => [`${name.toUpperCase()}_URL`, this.urlOf(name)]));
    return { ...Object.fromEntries(serviceNames.map((name) => [name, service(name)])), gateway: { ...common('gateway'), ...urls, RATE_LIMIT_PER_USER: '1000000', RATE_LIMIT_PER_TENANT: '1000000', RATE_LIMIT_PER_ADDRESS: '1000000' } };
  }
}
