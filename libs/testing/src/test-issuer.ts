import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import jsonwebtoken, { type Algorithm } from 'jsonwebtoken';
import { tokenAudience, tokenIssuer } from '@kairos/auth';

export type TokenFacts = { userId: string; tenantId: string; membershipId: string; sessionId: string; authzVersion: number; apiKey?: { id: string; azv: number }; /** The service that acts in the user's name. */ actingService?: string; provedAt?: Date };

/** Signs access tokens and serves its key set over HTTP, so that a service verifies them as it does identity's. */
export class TestIssuer {
  readonly keyId = randomUUID();
  /** What it answers by path; nothing is a 503. */
  readonly answers = new Map<string, object>();
  private constructor(
    private readonly server: Server,
    private readonly privateKey: KeyObject,
    readonly publicKey: KeyObject,
  ) {}

  static async start(): Promise<TestIssuer> {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const server = createServer();
    const issuer = new TestIssuer(server, privateKey, publicKey);
    server.on('request', (request, response) => {
      const answer = issuer.answers.get(request.url ?? '');
      response.writeHead(answer ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
    issuer.answers.set('/jwks', { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: issuer.keyId, alg: 'RS256', use: 'sig' }] });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  token(facts: TokenFacts, changes: { key?: KeyObject | string; algorithm?: Algorithm; keyId?: string; expiresIn?: number; audience?: string } = {}): string {
    return jsonwebtoken.sign(
      { tid: facts.tenantId, mid: facts.membershipId, sid: facts.sessionId, azv: facts.authzVersion, ...(facts.apiKey ? { key: facts.apiKey } : {}), ...(facts.actingService ? { act: { sub: facts.actingService } } : {}), ...(facts.provedAt ? { auth_time: Math.floor(facts.provedAt.getTime() / 1000) } : {}) },
      changes.key ?? this.privateKey,
      {
        algorithm: changes.algorithm ?? 'RS256',
        keyid: changes.keyId ?? this.keyId,
        subject: facts.userId,
        issuer: tokenIssuer,
        audience: changes.audience ?? tokenAudience,
        expiresIn: changes.expiresIn ?? 600,
      },
    );
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
