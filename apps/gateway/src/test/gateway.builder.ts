import { randomUUID } from 'node:crypto';
import type { Access } from '@kairos/auth';
import { startService, type RunningService } from '@kairos/service-kit';
import { ApiClient, TestIssuer, type TestNats, type TokenFacts } from '@kairos/testing';
import { gatewayService } from '../service.ts';
import { TestUpstream } from './upstream.builder.ts';

export type TestCaller = TokenFacts & { token: string; api: ApiClient };

/** The gateway before four stand-in services; identity's says what the test grants. */
export class TestGateway {
  readonly access = new Map<string, Access>();

  private constructor(
    readonly running: RunningService,
    readonly issuer: TestIssuer,
    readonly upstreams: Record<'identity' | 'assets' | 'workflows' | 'intake', TestUpstream>,
  ) {}

  static async start(options: { nats?: TestNats; environment?: Record<string, string> } = {}): Promise<TestGateway> {
    const issuer = await TestIssuer.start();
    const [identity, assets, workflows, intake] = [await TestUpstream.start(), await TestUpstream.start(), await TestUpstream.start(), await TestUpstream.start()];
    const nats = options.nats?.user('gateway');
    const running = await startService(gatewayService, {
      PORT: '0',
      NATS_URL: options.nats?.url ?? 'nats://127.0.0.1:1',
      NATS_USER: nats?.user ?? 'nobody',
      NATS_PASSWORD: nats?.password ?? 'nobody',
      JWKS_URL: `${issuer.url}/jwks`,
      IDENTITY_URL: identity.url,
      ASSETS_URL: assets.url,
      WORKFLOWS_URL: workflows.url,
      INTAKE_URL: intake.url,
      SERVICE_SECRET: 'a secret of the gateway',
      RATE_LIMIT_PER_USER: '1000000',
      RATE_LIMIT_PER_ADDRESS: '1000000',
      LOG_LEVEL: 'silent',
      ...options.environment,
    });
    const gateway = new TestGateway(running, issuer, { identity, assets, workflows, intake });
    identity.answerAccess((sessionId) => gateway.access.get(sessionId));
    return gateway;
  }

  get url(): string {
    return this.running.url;
  }

  /** Makes identity take an API key, for a caller who is signed in as it; undefined refuses it. */
  acceptKey(accepted: Map<string, { caller: TestCaller; apiKeyId: string; requestsPerMinute?: number; expiresInMs?: number }>): void {
    this.upstreams.identity.answer('/api/v1/identity/api-key-tokens', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
        const known = accepted.get((JSON.parse(body) as { secret: string }).secret);
        const problem = { code: 'api-key-refused', detail: 'as identity says it' };
        if (!known) return void response.writeHead(401, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
        const { caller, apiKeyId, requestsPerMinute = 1000, expiresInMs = 600_000 } = known;
        const expiresAt = new Date(Date.now() + expiresInMs).toISOString();
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ accessToken: caller.token, expiresAt, apiKeyId, tenantId: caller.tenantId, requestsPerMinute }));
      });
    });
  }

  anonymous(): ApiClient {
    return new ApiClient(this.url);
  }

  signIn(permissions: string[], more: { tenantId?: string; plants?: string[]; expiresIn?: number; of?: TokenFacts } = {}): TestCaller {
    const facts = more.of ?? { userId: randomUUID(), tenantId: more.tenantId ?? randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 };
    this.access.set(facts.sessionId, { active: true, permissions, rowScope: { plants: more.plants ?? 'all' }, authzVersion: 1, sessionRevoked: false });
    const token = this.issuer.token(facts, more.expiresIn ? { expiresIn: more.expiresIn } : {});
    return { ...facts, token, api: new ApiClient(this.url, token) };
  }

  async stop(): Promise<void> {
    await this.running.close();
    this.issuer.stop();
    await Promise.all(Object.values(this.upstreams).map((upstream) => upstream.stop()));
  }
}
