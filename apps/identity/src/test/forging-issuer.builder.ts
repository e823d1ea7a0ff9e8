import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Pair = { kid: string; privateKey: KeyObject; publicKey: KeyObject };
export type Forgery = { header?: object; claims?: object; signature?: (input: string, pair: Pair) => Buffer };

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const rs256 = (input: string, { privateKey }: Pair) => sign('sha256', Buffer.from(input), privateKey);

/** An issuer on loopback that says, and signs, whatever a test wants it to. */
export class ForgingIssuer {
  nonce = '';
  forgery: Forgery = {};
  pair = makePair('first');

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<ForgingIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new ForgingIssuer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      const body = issuer.answerTo(request.url ?? '');
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
    return issuer;
  }

  rotate(): void {
    this.pair = makePair('second');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answerTo(path: string): object | undefined {
    const { url } = this;
    if (path.startsWith('/.well-known/')) {
      return { issuer: url, authorization_endpoint: `${url}/auth`, token_endpoint: `${url}/token`, jwks_uri: `${url}/jwks`, response_types_supported: ['code'], authorization_response_iss_parameter_supported: true };
    }
    if (path === '/jwks') return { keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: this.pair.kid, alg: 'RS256', use: 'sig' }] };
    return path === '/token' ? { access_token: 'x', token_type: 'Bearer', id_token: this.idToken() } : undefined;
  }

  private idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.url, aud: 'kairos', sub: 'somebody', sid: 'at-the-issuer', iat: now, exp: now + 300, nonce: this.nonce, email: 'somebody@forged.example', email_verified: true };
    return this.signed(claims);
  }

  /** Says by itself that somebody signed out, or what a test makes of that. */
  logoutToken(forgery: Forgery = {}): string {
    this.forgery = forgery;
    const now = Math.floor(Date.now() / 1000);
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    return this.signed({ iss: this.url, aud: 'kairos', sub: 'somebody', sid: 'at-the-issuer', iat: now, exp: now + 120, jti: randomUUID(), events }, 'logout+jwt');
  }

  private signed(honest: object, typ?: string): string {
    const claims = { ...honest, ...this.forgery.claims };
    const input = `${encode({ alg: 'RS256', kid: this.pair.kid, typ, ...this.forgery.header })}.${encode(claims)}`;
    return `${input}.${(this.forgery.signature ?? rs256)(input, this.pair).toString('base64url')}`;
  }
}

/** What a verifier would compute that took the public key for a shared secret. */
export const byPublicKey = (input: string, { publicKey }: Pair): Buffer => createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' })).update(input).digest();
/** A signature by a key that is nobody's. */
export const byStranger = (input: string): Buffer => rs256(input, makePair('stranger'));

function makePair(kid: string): Pair {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}
