import { randomUUID } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import type { CloudEvent, Permission, RowScope } from '@kairos/contracts';
import { startService, type RunningService, type ServiceConfig, type ServiceDefinition } from '@kairos/service-kit';
import { runAsTenant } from '@kairos/tenancy';
import { grantAccess } from './grant-access.ts';
import { ApiClient } from './api-client.ts';
import { TestDatabase, type Migratable } from './test-database.ts';
import { TestIssuer, type TokenFacts } from './test-issuer.ts';
import type { TestNats } from './test-nats.ts';

export type Caller = TokenFacts & { token: string; api: ApiClient };
export type TestServiceOptions = { nats?: TestNats; environment?: Record<string, string>; database?: TestDatabase; alsoMigrate?: Migratable[] };

/** One service, listening, on a database of its own: HTTP in, rows and outbox out. */
export class TestService {
  private constructor(
    readonly running: RunningService,
    readonly database: TestDatabase,
    readonly issuer: TestIssuer,
    readonly name: string,
    private readonly ownsDatabase: boolean,
  ) {}

  static async start<C extends ServiceConfig>(definition: ServiceDefinition<C>, options: TestServiceOptions = {}): Promise<TestService> {
    const database = options.database ?? (await TestDatabase.create([definition as unknown as Migratable, ...(options.alsoMigrate ?? [])]));
    const issuer = await TestIssuer.start();
    const nats = options.nats?.user(definition.name as 'assets');
    const running = await startService(definition, {
      PORT: '0',
      DATABASE_URL: database.url(definition.name, 'app'),
      DATABASE_RELAY_URL: database.url(definition.name, 'relay'),
      DATABASE_DIRECT_URL: database.url(definition.name, 'relay'),
      NATS_URL: options.nats?.url ?? 'nats://127.0.0.1:1',
      NATS_USER: nats?.user ?? 'nobody',
      NATS_PASSWORD: nats?.password ?? 'nobody',
      JWKS_URL: `${issuer.url}/jwks`,
      IDENTITY_URL: issuer.url,
      LOG_LEVEL: process.env['KAIROS_TEST_LOG_LEVEL'] ?? 'silent',
      ...options.environment,
    });
    return new TestService(running, database, issuer, definition.name, !options.database);
  }

  get url(): string {
    return this.running.url;
  }

  get em(): EntityManager {
    return this.running.app.get(EntityManager);
  }

  anonymous(): ApiClient {
    return new ApiClient(this.url);
  }

  /** A signed-in caller whose access stands in the service's projection. */
  async signIn(permissions: (Permission | '*' | `${string}.*`)[], more: { tenantId?: string; rowScope?: RowScope; provedAt?: Date } = {}): Promise<Caller> {
    const facts: TokenFacts = { userId: randomUUID(), tenantId: more.tenantId ?? randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1, ...(more.provedAt ? { provedAt: more.provedAt } : {}) };
    await this.grant(facts, permissions, more.rowScope ?? { plants: 'all' });
    const token = this.issuer.token(facts);
    return { ...facts, token, api: new ApiClient(this.url, token) };
  }

  grant(facts: TokenFacts, permissions: string[], rowScope: RowScope): Promise<void> {
    return grantAccess(this.database, this.name, facts, permissions, rowScope);
  }

  /** What the service put into its outbox, oldest first. */
  async outbox(type?: string): Promise<CloudEvent[]> {
    const { rows } = await this.database.admin.query<{ message: CloudEvent }>(
      `select message from ${this.name}.outbox_event where $1::text is null or type = $1 order by position, batch_index`,
      [type ?? null],
    );
    return rows.map((row) => row.message);
  }

  /** Runs work inside the service as one tenant, as a consumer would. */
  asTenant<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
    return runAsTenant(this.em, tenantId, work);
  }

  /** The same caller, as a service that acts in their name. */
  through(actingService: string, caller: Caller): Caller {
    const token = this.issuer.token({ ...caller, actingService });
    return { ...caller, token, api: new ApiClient(this.url, token) };
  }

  async stop(): Promise<void> {
    await this.running.close();
    this.issuer.stop();
    if (this.ownsDatabase) await this.database.drop();
  }
}
