import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import jsonwebtoken from 'jsonwebtoken';

export type Caller = { userId: string; tenantId: string; membershipId: string; sessionId: string };
const issuedFor = 'kairos';

/** Stands in for identity on its port: signs tokens, serves the key set, and says what a caller may do. */
export class Issuer {
  private readonly keyId = randomUUID();
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly server: Server;

  /** What the gateway is answered for any API key. */
  apiKeyToken: object | undefined;

  /** What intake is answered when it wants to act for somebody. */
  serviceToken: (() => object) | undefined;

  constructor() {
    const jwk = { ...this.keys.publicKey.export({ format: 'jwk' }), kid: this.keyId, alg: 'RS256', use: 'sig' };
    const access = { active: true, permissions: ['*'], rowScope: { plants: 'all' }, authzVersion: 1, sessionRevoked: false };
    this.server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      const answers: Record<string, () => unknown> = {
        'jwks.json': () => ({ keys: [jwk] }), 'api-key-tokens': () => this.apiKeyToken, 'service-tokens': () => this.serviceToken?.(),
      };
      response.end(JSON.stringify((answers[request.url?.split('/').at(-1) ?? ''] ?? (() => access))()));
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve());
    });
  }

  token({ userId, tenantId, membershipId, sessionId }: Caller, claims: object = {}): string {
    return jsonwebtoken.sign({ tid: tenantId, mid: membershipId, sid: sessionId, azv: 1, ...claims }, this.keys.privateKey, {
      algorithm: 'RS256',
      keyid: this.keyId,
      subject: userId,
      issuer: issuedFor,
      audience: issuedFor,
      expiresIn: 7200,
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
